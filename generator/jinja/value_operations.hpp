#pragma once

#include <compare>
#include <span>
#include <string>

#include "diagnostics/source_file.hpp"
#include "jinja/options.hpp"
#include "jinja/value.hpp"

namespace plinth::jinja {

/// Where an operation is written, and by which rules it goes. Every function below that takes one
/// throws DiagnosticError with this place.
struct Site {
  const Span& span;
  const Options& options;
};

/// Python's truth: false are undefined, none, false, zero and everything empty.
bool truth(const Value& value, const Site& site);

Value add(const Value& left, const Value& right, const Site& site);
Value subtract(const Value& left, const Value& right, const Site& site);
Value multiply(const Value& left, const Value& right, const Site& site);
Value divide(const Value& left, const Value& right, const Site& site);
Value floor_divide(const Value& left, const Value& right, const Site& site);
Value modulo(const Value& left, const Value& right, const Site& site);
Value power(const Value& left, const Value& right, const Site& site);
Value negate(const Value& value, const Site& site);
Value positive(const Value& value, const Site& site);
/// The texts of `parts` in a row; tainted if one is.
/// With HTML's escaping in force, the result is safe if one part is.
Value concatenate(std::span<const Value> parts, const Site& site, Escape escape);

/// Numbers by value, texts by bytes, lists and maps by what is in them. Never fails; what is nested
/// deeper than 200 levels is not equal.
bool equal(const Value& left, const Value& right);
/// Numbers, texts, lists of such.
std::partial_ordering compare(const Value& left, const Value& right, const Site& site);
/// `item in container`.
bool contains(const Value& container, const Value& item, const Site& site);

/// `object[index]`; undefined if there is no such item.
Value subscript(const Value& object, const Value& index, const Site& site);
/// `object[start:stop:step]`; each may be none.
Value slice(const Value& object, const Value& start, const Value& stop, const Value& step,
            const Site& site);

/// What a loop over `value` gives: items, keys of a map, characters of a text.
List items_of(const Value& value, const Site& site);
/// The characters of a text, each with the marks of the text.
List characters_of(const Value& text);
/// The number of items or characters.
std::size_t length_of(const Value& value, const Site& site);

/// The text that printing gives. With `plain_output`, printing anything but text, a number or a
/// boolean is an error.
std::string printed(const Value& value, const Site& site);
void append_printed(const Value& value, const Site& site, std::string& out);
/// `text` with the marks that text made from `source` has.
Value marked_like(std::string text, const Value& source);

/// Fails if `value` is undefined and the policy is strict.
void require_defined(const Value& value, const Site& site);
/// Fails if a text of `bytes` or a list of `items` would be too large.
void check_text_size(std::size_t bytes, const Site& site);
void check_item_count(std::size_t items, const Site& site);
/// The same for `count` copies of `size` bytes or items.
void check_text_product(std::size_t size, std::size_t count, const Site& site);

[[noreturn]] void fail_undefined(const Site& site);

}  // namespace plinth::jinja
