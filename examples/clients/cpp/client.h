// What the three files of the client share.
#pragma once

#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>

#include <google/protobuf/struct.pb.h>

using Journey = std::map<std::string, std::string>;

// Goes through the journey and fills the report.
void Travel(const Journey& journey, const std::string& folder, google::protobuf::Struct* report);

// Decodes the stored messages and writes them back; how many there were.
int DecodeSamples(const std::string& folder);

inline std::string Read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

inline void Write(const std::string& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary);
  file << text;
  if (!file.flush()) throw std::runtime_error("cannot write " + path);
}
