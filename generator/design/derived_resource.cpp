#include "design/derived_resource.hpp"

#include <utility>

namespace plinth {

Spelled DerivedResource::text(std::string words) const {
  return {resolution_.derived_texts.emplace_back(std::move(words)), span_};
}

WrittenField DerivedResource::member(std::string name, std::string line) const {
  WrittenField field;
  field.name = text(std::move(name));
  field.span = span_;
  field.line = parse_field_line(text(std::move(line)), resolution_.sink);
  return field;
}

DerivedResource& DerivedResource::field(std::string name, std::string line) {
  written_.fields.push_back(member(std::move(name), std::move(line)));
  return *this;
}

DerivedResource& DerivedResource::example(std::string value) {
  written_.fields.back().remarks.example = text(std::move(value));
  return *this;
}

DerivedResource& DerivedResource::object(std::string name, std::string line,
                                         std::vector<WrittenField> members) {
  field(std::move(name), std::move(line));
  written_.fields.back().fields = std::move(members);
  return *this;
}

DerivedResource& DerivedResource::allow(const std::vector<std::string_view>& operations,
                                        const AccessRule& rule) {
  for (const std::string_view operation : operations) {
    written_.access.push_back({text(std::string(operation)), rule});
  }
  return *this;
}

DerivedResource& DerivedResource::action(std::string name, const AccessRule& rule) {
  WrittenAction action;
  action.name = text(std::move(name));
  action.span = span_;
  action.access = rule;
  written_.actions.push_back(std::move(action));
  return *this;
}

DerivedResource& DerivedResource::filter(std::string field) {
  written_.filter.push_back({text(std::move(field))});
  return *this;
}

DerivedResource& DerivedResource::sort(std::string field) {
  written_.sort.push_back({text(std::move(field)), true});
  return *this;
}

WrittenKey DerivedResource::key(const std::vector<std::string_view>& fields) const {
  WrittenKey key;
  key.span = span_;
  for (const std::string_view field : fields) key.fields.push_back(text(std::string(field)));
  return key;
}

DerivedResource& DerivedResource::unique(const std::vector<std::string_view>& fields) {
  written_.unique.push_back(key(fields));
  return *this;
}

DerivedResource& DerivedResource::index(const std::vector<std::string_view>& fields) {
  written_.index.push_back(key(fields));
  return *this;
}

std::string_view rule_source_of(ResourceOrigin origin) {
  switch (origin) {
    case ResourceOrigin::ApiKey:
      return "auth.assign";
    case ResourceOrigin::WebhookSubscription:
    case ResourceOrigin::WebhookDelivery:
      return "webhooks.access";
    default:
      return {};
  }
}

AccessRule DerivedResource::rule_of(std::string name) const {
  AccessRule rule;
  rule.span = span_;
  rule.words.push_back(text(std::move(name)));
  return rule;
}

}  // namespace plinth
