#pragma once

#include <string>
#include <string_view>

#include "diagnostics/source_file.hpp"
#include "jinja/options.hpp"
#include "jinja/value.hpp"

namespace plinth::jinja {

/// What printing `value` gives. Undefined is nothing. Lists and maps deeper than 100 levels end in
/// `...`, like Python's that contain themselves.
std::string text_of(const Value& value, Spelling spelling);
void append_text(const Value& value, Spelling spelling, std::string& out);

/// The value as it would stand in a list: texts in quotes.
void append_literal(const Value& value, Spelling spelling, std::string& out);

/// Shortest spelling that reads back as the same number, as Python writes it: `1.0`, `1e+16`.
void append_real(double number, std::string& out);

/// Whether the text of `value` would contain tainted text: itself, or anything inside.
bool contains_taint(const Value& value);

/// A copy in which every text is tainted.
Value taint_everything(const Value& value);

/// For messages: "text", "list", "macro `m`".
std::string describe(const Value& value);
/// The same with its article: "a text", "an integer", "none".
std::string describe_one(const Value& value);

/// JSON on one line with `, ` and `: `, or on several with `indent` spaces a level if it is
/// not negative. Appends in pieces; false if something in it is no JSON (a callable, not-a-number).
/// `html` spells `<`, `>`, `&` and `'` as `\u003c` and the like.
bool append_json(const Value& value, int indent, bool html, std::string& out);

/// `text` with `&`, `<`, `>` and quotes replaced for HTML.
void append_html(std::string_view text, std::string& out);

}  // namespace plinth::jinja
