// `audit` of a resource makes another one, which holds who changed what of its rows. It refers to
// them by their ids alone: what was done stays known when the row, or whoever did it, is gone.

#include <string>
#include <utility>

#include "design/derived_resource.hpp"

namespace plinth {
namespace {

std::string id_line(std::string_view written) {
  return std::string(written.empty() ? "uuid" : written);
}

/// The type of the identity's ids; empty where nobody signs in.
std::string caller_id(const Resolution& resolution) {
  const std::optional<WrittenAuth>& auth = resolution.description.auth;
  if (!auth) return {};
  const auto identity =
      resolution.top_resources.find(auth->identity ? auth->identity.text : "user");
  if (identity == resolution.top_resources.end()) return {};
  return id_line(resolution.written[identity->second]->id.text);
}

WrittenResource entries_of(Resolution& resolution, std::size_t audited) {
  const WrittenResource& written = *resolution.written[audited];
  DerivedResource entries(resolution, written.audit->span,
                          resolution.design.resources[audited].name.snake + "_audit_entry");
  entries.written().id = entries.text("long");
  entries.written().timestamps = false;
  entries.field("row_id", id_line(written.id.text))
      .field("operation", "string(63)")
      .example("update");
  if (const std::string id = caller_id(resolution); !id.empty()) {
    entries.field("caller_id", id + "?");
  }
  std::vector<WrittenField> change;
  change.push_back(entries.member("field", "string(127)"));
  change.push_back(entries.member("before", "json?"));
  change.push_back(entries.member("after", "json?"));
  entries.field("request_id", "string(64)?")
      .example("01J9ZC4S7M8Q5W3T2R1P0N6K4H")
      .object("changes", "object[](..500)", std::move(change))
      .field("occurred_at", "datetime = (now())")
      .sort("occurred_at")
      .index({"row_id", "occurred_at"});
  return entries.take();
}

}  // namespace

void declare_audit_entries(Resolution& resolution) {
  const std::size_t written = resolution.written.size();
  for (std::size_t i = 0; i < written; ++i) {
    if (!resolution.written[i]->audit) continue;
    if (resolution.design.resources[i].inline_parts) {
      resolution.sink
          .error("inline-part", resolution.written[i]->audit->span,
                 "`" + resolution.design.resources[i].name.snake +
                     "` stands in the bodies of its whole and has no `audit` of its own")
          .hint("what changes in it is in the `audit` of the whole");
      continue;
    }
    const std::size_t entries =
        declare_derived(resolution, entries_of(resolution, i), ResourceOrigin::AuditEntry);
    resolution.design.resources[i].audit_entries = entries;
    resolution.design.resources[entries].audited = i;
  }
}

}  // namespace plinth
