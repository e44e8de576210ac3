#pragma once

#include <string>

#include "yaml/file_report.hpp"
#include "yaml/reader.hpp"

namespace plinth::yaml {

/// Judges the layout of a text before the parser of YAML sees it: quotes and brackets, nesting,
/// indentation, what is refused of YAML, and text that would be read as something else. `text` has
/// passed `check_text`. Where one character misleads the parser (a `: ` in free text) it is
/// replaced in `text`, byte for byte, so that the rest of the file can be read and judged too.
/// False if the structure is not known; the parser must not see the text then.
bool check_syntax(std::string& text, FileReport& report, const Limits& limits);

}  // namespace plinth::yaml
