#pragma once

#include <compare>
#include <optional>
#include <string_view>

#include "description/field_line.hpp"
#include "description/spelled.hpp"
#include "diagnostics/diagnostic.hpp"

namespace plinth {

/// Whether `number` is `-?(0|[1-9][0-9]*)(.[0-9]+)?` with a whole part of at most 64 bits. What it
/// is instead goes to `sink` (not finite, too large, not a number).
bool check_number(const Spelled& number, DiagnosticSink& sink);

/// Whether `number` is a whole number from 0 on; problems go to `sink`.
bool check_count(const Spelled& number, DiagnosticSink& sink);

/// Whether `text` is `.nan`, `-.inf` or another spelling of them, whatever its case.
bool is_not_finite(std::string_view text);

/// Two numbers that `check_number` accepts, compared exactly, however many digits they have.
std::strong_ordering compare_numbers(std::string_view left, std::string_view right);

/// Whether `number` is so many times `step`, both as `check_number` accepts them, exactly. Also
/// true where that takes more than 18 digits of `step`.
bool is_multiple(std::string_view number, std::string_view step);

enum class RangeOf { Numbers, Counts };

/// `1..100`, `..10`, `2..` or one number. Problems go to `sink`; nothing then.
std::optional<WrittenRange> parse_range(const Spelled& source, RangeOf kind, DiagnosticSink& sink);

}  // namespace plinth
