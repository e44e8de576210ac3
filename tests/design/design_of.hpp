#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "description/description_reader.hpp"
#include "design/derive.hpp"
#include "diagnostics/diagnostic.hpp"
#include "yaml/reader.hpp"

namespace plinth {

/// A design derived from text, with everything that it was made from.
struct DerivedText {
  SourceFiles files;
  DiagnosticSink sink;
  yaml::Document document;
  Description description;
  Design design;

  explicit DerivedText(std::string text, std::string name = "service.yaml")
      : document(yaml::read(files.add(std::move(name), std::move(text)), sink)),
        description(read_description(document, sink)),
        design(derive(description, sink)) {}
};

/// The design that `text` describes.
inline Design design_of(std::string text) { return DerivedText(std::move(text)).design; }

inline const Resource& resource_of(const Design& design, std::string_view name) {
  for (const Resource& resource : design.resources) {
    if (resource.name.snake == name) return resource;
  }
  throw std::out_of_range("no resource " + std::string(name));
}

inline const Field& field_of(const Design& design, std::string_view resource,
                             std::string_view name) {
  const Field* field = resource_of(design, resource).find(name);
  if (field == nullptr) throw std::out_of_range("no field " + std::string(name));
  return *field;
}

inline const Endpoint& endpoint_of(const Design& design, std::string_view id) {
  for (const Endpoint& endpoint : design.endpoints) {
    if (endpoint.id == id) return endpoint;
  }
  throw std::out_of_range("no endpoint " + std::string(id));
}

/// The names of a schema's members in one line: required ones plain, others with `?`.
inline std::string members_of(const Design& design, std::string_view schema) {
  for (const Schema& one : design.schemas) {
    if (one.name != schema) continue;
    std::string out;
    for (const Member& member : one.members) {
      out += (out.empty() ? "" : " ") + member.name + (member.required ? "" : "?");
    }
    return out;
  }
  throw std::out_of_range("no schema " + std::string(schema));
}

}  // namespace plinth
