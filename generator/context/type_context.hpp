#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "design/design.hpp"
#include "jinja/value.hpp"

// The pieces that every part of the context is made of. Values borrow from the design, which must
// outlive them.

namespace plinth {

/// Text that the author wrote: tainted, or empty and clean.
jinja::Value free_text(const std::string& text);

/// Text of the core's own, borrowed.
jinja::Value word(std::string_view text);

/// The text, or none where it is empty.
jinja::Value word_or_none(std::string_view text);

jinja::Value words(const std::vector<std::string>& texts);

/// All forms of a name, and those of its plural.
jinja::Value name_value(const Name& name);
jinja::Value name_value(const Name& name, const Name& plural);

jinja::Value constant_value(const Constant& constant);

/// The snake name of a resource, or none.
jinja::Value resource_name(const Design& design, std::size_t resource);

jinja::Value type_value(const Type& type, const Design& design);
jinja::Value operation_value(const Operation& operation, const Design& design);
jinja::Value field_value(const Field& field, const Design& design);

/// `milliseconds` as whole seconds, rounded up.
jinja::Value seconds(std::uint64_t milliseconds);

}  // namespace plinth
