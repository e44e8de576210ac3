#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "design/resolution.hpp"

namespace plinth {

/// Writes a resource that follows from a key of the description, in the same language in which
/// authors write theirs: everything else is made of it as of any other. Its texts are kept by the
/// resolution; the place of all of them is that of the key.
class DerivedResource {
 public:
  DerivedResource(Resolution& resolution, const Span& span, std::string name)
      : resolution_(resolution), span_(span) {
    written_.name = text(std::move(name));
    written_.span = written_.access_span = span;
    written_.filter_written = true;
  }

  DerivedResource& field(std::string name, std::string line);
  /// The example of the last field.
  DerivedResource& example(std::string value);
  /// A field that is an object, or a list of them.
  DerivedResource& object(std::string name, std::string line, std::vector<WrittenField> members);
  DerivedResource& allow(const std::vector<std::string_view>& operations, const AccessRule& rule);
  DerivedResource& action(std::string name, const AccessRule& rule);
  DerivedResource& filter(std::string field);
  DerivedResource& sort(std::string field);
  DerivedResource& unique(const std::vector<std::string_view>& fields);
  DerivedResource& index(const std::vector<std::string_view>& fields);

  WrittenField member(std::string name, std::string line) const;
  Spelled text(std::string words) const;
  AccessRule rule_of(std::string name) const;
  WrittenResource& written() { return written_; }
  WrittenResource take() { return std::move(written_); }

 private:
  WrittenKey key(const std::vector<std::string_view>& fields) const;

  Resolution& resolution_;
  Span span_;
  WrittenResource written_;
};

/// Declares `written` as a resource of its own; its index.
std::size_t declare_derived(Resolution& resolution, WrittenResource written, ResourceOrigin origin);

/// The key of the description that says who may use a resource of this origin; empty: its own.
std::string_view rule_source_of(ResourceOrigin origin);

// What follows from keys, in the order in which it is declared.
void declare_api_keys(Resolution& resolution);       // api_keys.cpp
void declare_webhooks(Resolution& resolution);       // webhooks.cpp
void declare_audit_entries(Resolution& resolution);  // audit.cpp

}  // namespace plinth
