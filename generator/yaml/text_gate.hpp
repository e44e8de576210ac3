#pragma once

#include <string>

#include "yaml/file_report.hpp"

namespace plinth::yaml {

/// Judges the bytes of a file before anybody reads them as YAML: well-formed UTF-8, no control
/// and no bidirectional characters, line ends that every tool counts alike, no merge conflict.
/// `text` is the file's text; characters that were reported and would mislead a parser are
/// replaced in it by spaces, byte for byte, so that reading can go on.
/// False if the bytes are no text that could be read on.
bool check_text(std::string& text, FileReport& report);

/// True for a character that no text of a description may hold, written or escaped. `shown` is
/// what a report calls it.
bool is_refused_character(char32_t value);

/// The diagnostic about such a character at the bytes from `begin` to `end`.
void report_refused_character(char32_t value, std::size_t begin, std::size_t end,
                              FileReport& report);

}  // namespace plinth::yaml
