#include "yaml/syntax_gate.hpp"

#include "yaml/syntax_scan.hpp"

// How it works. YAML's structure follows from indentation, so the scan keeps a stack of levels: one
// for each block list or map that the current line is in, with its column and whether its last key
// or dash still awaits a value. A line first closes the levels that are indented deeper than
// itself; what is left on top says what may stand here: another key or item of the same column, or
// a value indented deeper if one is awaited. Anything else is a wrong indentation. Then the words
// of the line are followed to its end; quotes, brackets and block texts may take further lines, and
// know from the top level how far these must be indented. That is how an unclosed quote is found
// where it opens instead of at the next quote that happens to follow.
//
// The scan does not build anything. It exists because the parser knows less than a person wants to
// be told: it stops at the first problem, names the place where it gave up, and takes much without
// a word that was meant otherwise.

namespace plinth::yaml {

bool SyntaxScan::run() {
  levels_.push_back({});
  while (at_ < text_.size() && !stopped_ && !report_.is_full()) scan_line();
  if (tabs_ > 0) report_tab_indentation();
  return readable_ && !stopped_ && !report_.is_full();
}

bool check_syntax(std::string& text, FileReport& report, const Limits& limits) {
  return SyntaxScan(text, report, limits).run();
}

}  // namespace plinth::yaml
