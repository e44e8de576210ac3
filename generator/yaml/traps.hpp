#pragma once

#include <string_view>

#include "yaml/file_report.hpp"
#include "yaml/node.hpp"

namespace plinth::yaml {

/// YAML that is valid and means something else than the person who wrote it. What was split is
/// reported and put together again, so that later stages judge what was meant.

/// The last block-style key in front of a flow collection, for hints.
struct FlowPlace {
  Span open;             // the opening bracket
  std::string_view key;  // of the block entry that the collection is the value of; may be empty
};

/// Joins the parts of `{total: decimal(12,2)}` and `[decimal(12,2)]`, which YAML splits at the
/// comma. `collection` is a finished one in flow style; its keys need not be different yet.
void join_at_commas(Node& collection, const FlowPlace& place, FileReport& report);

/// A key in braces that lacks the space behind its colon: `{a:1}` is a key `a:1` without a value.
void split_glued_colons(Node& map, FileReport& report);

/// A value that ends at ` #`, or is lost behind it: `color: #fff`. `value` is in block style; `key`
/// is that of its entry, or a null for the item of a list.
void check_comment(Node& value, const Node& key, FileReport& report);

}  // namespace plinth::yaml
