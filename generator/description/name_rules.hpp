#pragma once

#include <string>
#include <string_view>

#include "description/spelled.hpp"
#include "diagnostics/diagnostic.hpp"

namespace plinth {

/// Longest name of anything: what the strictest of the targets allows.
inline constexpr std::size_t longest_name = 63;

/// `OrderItem`, `order-item`, `Order Item` -> `order_item`; empty if no name comes of it.
std::string snake_form(std::string_view text);

/// False if a character outside ASCII stands in `word`; the first one is reported with its code
/// point, for a foreign letter often looks like one of ours.
bool check_word_characters(const Spelled& word, DiagnosticSink& sink);

/// Whether `name` is `[a-z][a-z0-9_]*` of at most 63 letters. `what` is said in reports: `field`.
bool check_name(const Spelled& name, std::string_view what, DiagnosticSink& sink);

/// As far as a name of something that is declared elsewhere is judged before it is looked up: then
/// the nearest one that is there can be said.
bool check_reference(const Spelled& name, std::string_view what, DiagnosticSink& sink);

/// As `check_name`, with `-` allowed inside and without the names of Windows devices: the name of
/// a service is the name of a folder.
bool check_service_name(const Spelled& name, DiagnosticSink& sink);

/// Whether `code` is `[A-Z][A-Z0-9_]*` of at most 63 letters.
bool check_error_code(const Spelled& code, DiagnosticSink& sink);

/// `order.paid`: names joined by points.
bool check_event_name(const Spelled& name, DiagnosticSink& sink);

/// Whether `word` is `[A-Za-z][A-Za-z0-9_-]*`, the form of the words of an enum.
bool check_enum_word(const Spelled& word, DiagnosticSink& sink);

}  // namespace plinth
