// aistock from Go: `build/client FOLDER` goes through the journey in FOLDER and prints one line of JSON.
package main

import (
	"encoding/json"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strings"

	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/reflect/protoregistry"
)

func main() {
	if len(os.Args) != 2 {
		log.Fatal("usage: client FOLDER   (journey.json and the messages that it names; see ../README.md)")
	}
	folder := os.Args[1]
	journey := map[string]string{}
	must(json.Unmarshal(read(folder, "journey.json"), &journey))
	if address := os.Getenv("AISTOCK_ADDRESS"); address != "" {
		journey["address"] = address
	}
	report := travel(journey, folder)
	report["language"] = "go"
	report["samples"] = decodeSamples(folder)
	line, err := json.Marshal(report)
	must(err)
	fmt.Println(string(line))
}

// decodeSamples decodes each stored message with its generated type and writes it back in binary and in the JSON of protobuf.
func decodeSamples(folder string) int {
	count := 0
	for _, line := range strings.Split(string(read(folder, "samples.tsv")), "\n") {
		if line == "" {
			continue
		}
		words := strings.Split(line, "\t")
		kind, err := protoregistry.GlobalTypes.FindMessageByName(protoreflect.FullName(words[0]))
		must(err)
		message := kind.New().Interface()
		must(proto.Unmarshal(read(folder, words[1]), message))
		if len(message.ProtoReflect().GetUnknown()) > 0 {
			log.Fatalf("%s: unknown fields in %s", words[1], words[0])
		}
		bytes, err := proto.Marshal(message)
		must(err)
		text, err := protojson.Marshal(message)
		must(err)
		must(os.WriteFile(filepath.Join(folder, words[2]+".binpb"), bytes, 0o644))
		must(os.WriteFile(filepath.Join(folder, words[2]+".json"), text, 0o644))
		count++
	}
	return count
}

func read(folder, name string) []byte {
	found, err := os.ReadFile(filepath.Join(folder, name))
	must(err)
	return found
}

func must(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
