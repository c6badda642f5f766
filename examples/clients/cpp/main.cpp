// aistock from C++: `build/client FOLDER` goes through the journey in FOLDER and prints one line of JSON.
#include <cstdlib>
#include <iostream>

#include <google/protobuf/util/json_util.h>

#include "client.h"

int main(int count, char** words) try {
  if (count != 2) {
    std::cerr << "usage: client FOLDER   (journey.json and the messages that it names; see ../README.md)\n";
    return 2;
  }
  const std::string folder = words[1];
  google::protobuf::Struct told, report;
  if (!google::protobuf::util::JsonStringToMessage(Read(folder + "/journey.json"), &told).ok()) throw std::runtime_error("journey.json");
  Journey journey;
  for (const auto& [name, value] : told.fields()) journey[name] = value.string_value();
  if (const char* address = std::getenv("AISTOCK_ADDRESS")) journey["address"] = address;
  Travel(journey, folder, &report);
  (*report.mutable_fields())["language"].set_string_value("cpp");
  (*report.mutable_fields())["samples"].set_number_value(DecodeSamples(folder));
  std::string line;
  if (!google::protobuf::util::MessageToJsonString(report, &line).ok()) throw std::runtime_error("the report");
  std::cout << line << std::endl;
  return 0;
} catch (const std::exception& error) {
  std::cerr << error.what() << "\n";
  return 1;
}
