// Stored messages: decoded by the generated types, written back in binary and in the JSON of protobuf.
#include <memory>

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>
#include <google/protobuf/util/json_util.h>

#include "client.h"

int DecodeSamples(const std::string& folder) {
  std::istringstream lines(Read(folder + "/samples.tsv"));
  std::string name, source, target;
  int count = 0;
  while (lines >> name >> source >> target) {
    const auto* type = google::protobuf::DescriptorPool::generated_pool()->FindMessageTypeByName(name);
    if (type == nullptr) throw std::runtime_error("no message " + name);
    const auto* prototype = google::protobuf::MessageFactory::generated_factory()->GetPrototype(type);
    std::unique_ptr<google::protobuf::Message> message(prototype->New());
    if (!message->ParseFromString(Read(folder + "/" + source))) throw std::runtime_error("cannot decode " + source);
    if (!message->GetReflection()->GetUnknownFields(*message).empty()) throw std::runtime_error("unknown fields in " + source);
    std::string text;
    if (!google::protobuf::util::MessageToJsonString(*message, &text).ok()) throw std::runtime_error("no JSON of " + source);
    Write(folder + "/" + target + ".binpb", message->SerializeAsString());
    Write(folder + "/" + target + ".json", text);
    ++count;
  }
  return count;
}
