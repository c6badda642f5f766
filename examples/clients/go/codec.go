package main

import (
	"fmt"

	"google.golang.org/grpc/encoding"
	_ "google.golang.org/grpc/encoding/proto" // registers gRPC's own codec first, so that ours takes its place
	"google.golang.org/protobuf/proto"
)

// codec encodes with google.golang.org/protobuf, which the generated types are made for; Debian's gRPC still brings the module before it.
type codec struct{}

func init() { encoding.RegisterCodec(codec{}) }

func (codec) Name() string { return "proto" }

func (codec) Marshal(value interface{}) ([]byte, error) {
	message, ok := value.(proto.Message)
	if !ok {
		return nil, fmt.Errorf("%T is no message", value)
	}
	return proto.Marshal(message)
}

func (codec) Unmarshal(bytes []byte, value interface{}) error {
	message, ok := value.(proto.Message)
	if !ok {
		return fmt.Errorf("%T is no message", value)
	}
	return proto.Unmarshal(bytes, message)
}
