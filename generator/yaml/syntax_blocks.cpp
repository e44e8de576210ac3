#include <string>

#include "yaml/layout.hpp"
#include "yaml/quoting.hpp"
#include "yaml/syntax_scan.hpp"

namespace plinth::yaml {

std::size_t SyntaxScan::next_line_start_of(std::size_t at) const {
  return next_line_start(text_, at);
}

std::string_view SyntaxScan::slice(std::size_t begin, std::size_t end) const {
  return report_.source().substr(begin, end - begin);
}

bool SyntaxScan::is_indicator(std::size_t at, char c) const {
  return at < text_.size() && text_[at] == c && is_blank_or_end(text_, at + 1);
}

void SyntaxScan::skip_blanks_in_line() {
  at_ = skip_spaces(text_, at_);
  if (here() != '\t') return;
  const std::size_t tab = at_;
  at_ = skip_blanks(text_, at_);
  if (!ends_line(text_, at_)) report_tab(tab);
}

void SyntaxScan::scan_line() {
  line_begin_ = at_;
  at_ = skip_spaces(text_, at_);
  if (rest_is_empty(text_, at_)) return to_next_line();
  const std::string_view rest = std::string_view(text_).substr(at_);
  const bool wide_space = rest.starts_with("\u00A0") || rest.starts_with("\u3000");
  if (here() == '\t' || wide_space) {
    if (wide_space) report_wide_space(at_);
    if (!wide_space && tabs_++ == 0) first_tab_ = at_;
    readable_ = false;
    return to_next_line();
  }
  if (at_ == line_begin_ && scan_marker()) return;
  if (ended_) {
    report_.error("yaml-after-end", at_, line_end(text_, at_), "text after the end of the document")
        .hint("remove the line `...` above, or this text: nobody would read it");
    stopped_ = true;
    return;
  }
  started_ = true;
  open_line(column_of(at_));
  scan_entries();
}

/// Handles `---`, `...` and `%` lines. True if the line is done.
bool SyntaxScan::scan_marker() {
  if (here() == '%' && !started_ && !document_marker_) {
    report_.error("yaml-directive", at_, line_end(text_, at_), "YAML directives are not supported")
        .hint("remove the line; what is read is always YAML 1.2");
    readable_ = false;
    to_next_line();
    return true;
  }
  if (!is_document_marker(text_, at_)) return false;
  if (here() == '.') {
    ended_ = true;
    at_ += 3;
    if (rest_is_empty(text_, at_)) {
      to_next_line();
      return true;
    }
    at_ = skip_blanks(text_, at_);
    return false;  // the caller reports the text behind the end
  }
  if (started_ || document_marker_ || ended_) {
    report_.error("yaml-second-document", at_, at_ + 3, "a second document starts here, wanted one")
        .hint("put it into a file of its own");
    stopped_ = true;
    return true;
  }
  document_marker_ = true;
  at_ += 3;
  if (rest_is_empty(text_, at_)) {
    to_next_line();
    return true;
  }
  skip_blanks_in_line();
  started_ = true;
  scan_node(false);
  return true;
}

/// Closes the levels that a line at `column` is no longer in.
void SyntaxScan::open_line(int column) {
  Level popped;
  bool any = false;
  while (levels_.back().column > column) {
    popped = levels_.back();
    any = true;
    levels_.pop_back();
  }
  const Level& top = levels_.back();
  if (top.column == column || top.awaits_value) return;
  // Beside lines that match nothing, the line may be right, and what it belongs to be missing.
  if (!popped.misplaced && !top.misplaced) report_indentation(column, any ? &popped : nullptr);
  // A level of unknown kind: the lines that follow at this column are not wrong a second time.
  levels_.push_back({column, Kind::Unknown, false, at_, true});
}

/// The parser keeps a whole line in memory before it tells of its first word; hence the limit here.
void SyntaxScan::count_node(std::size_t at) {
  if (++nodes_ <= limits_.nodes || stopped_) return;
  report_
      .error("yaml-too-many-nodes", at, at,
             "more than " + std::to_string(limits_.nodes) + " entries")
      .hint("split the file");
  stopped_ = true;
}

/// An entry of a list or map starts at `at`.
void SyntaxScan::enter(Kind kind, std::size_t at) {
  count_node(at);
  const int column = column_of(at);
  // A list may stand at the column of its key; the next key ends it.
  if (kind == Kind::Map && levels_.back().kind == Kind::List && levels_.back().column == column &&
      levels_[levels_.size() - 2].column == column) {
    levels_.pop_back();
  }
  Level& top = levels_.back();
  const bool list_of_key = kind == Kind::List && top.kind == Kind::Map && top.column == column;
  if (top.column < column || (list_of_key && top.awaits_value)) {
    top.awaits_value = false;
    levels_.push_back({column, kind, true, at});
    if (levels_.size() - 1 > limits_.depth) {
      report_
          .error("yaml-depth", at, at + 1,
                 "nested deeper than " + std::to_string(limits_.depth) + " levels")
          .hint("use fewer levels");
      stopped_ = true;
    }
    return;
  }
  if (top.kind == Kind::Unknown) top.kind = kind;
  if (top.kind != kind) {
    const std::string line = std::to_string(report_.line_of(top.at));
    report_
        .error("yaml-indentation", at, at + 1,
               kind == Kind::List ? "a list item beside the keys of a map"
                                  : "a key beside the items of a list")
        .note(report_.span(top.at, top.at + 1), "line " + line + " has the same indentation")
        .hint("indent what belongs to an entry deeper than the entry");
    readable_ = false;
  }
  top.awaits_value = true;
  top.at = at;
}

void SyntaxScan::scan_entries() {
  while (is_indicator(at_, '-') && !stopped_) {
    enter(Kind::List, at_);
    ++at_;
    skip_blanks_in_line();
    if (rest_is_empty(text_, at_)) return to_next_line();
  }
  if (stopped_) return;
  if (is_indicator(at_, '?')) {
    report_.error("yaml-explicit-key", at_, at_ + 1, "explicit keys (`? `) are not supported")
        .hint("write `key: value`; quote a text that starts with `?`");
    explicit_key_ = true;
    readable_ = false;
    return to_next_line();
  }
  if (is_indicator(at_, ':')) {
    if (!explicit_key_) {
      report_.error("yaml-missing-key", at_, at_ + 1, "a key is missing before the colon")
          .hint("write `key: value`; quote a text that starts with a colon");
    }
    readable_ = false;
    return to_next_line();
  }
  scan_node(true);
}

/// Anchors, aliases and tags in front of a node; with `blank_out` they are overwritten by blanks,
/// so that reading can go on. True if an alias stands for the node.
bool SyntaxScan::scan_properties(bool blank_out) {
  bool aliased = false;
  while (!report_.is_full() && (here() == '&' || here() == '*' || here() == '!')) {
    const std::size_t begin = at_;
    while (!is_blank_or_end(text_, at_) && !is_flow_end(here())) ++at_;
    if (at_ - begin == 1 && text_[begin] != '!') {
      at_ = begin;  // a lone `&` or `*` is somebody's text
      return false;
    }
    report_property(begin, at_);
    aliased = aliased || text_[begin] == '*';
    if (blank_out && text_[begin] != '*') {
      text_.replace(begin, at_ - begin, at_ - begin, ' ');
    } else {
      readable_ = false;
    }
    at_ = skip_blanks(text_, at_);
  }
  return aliased;
}

/// A value, or where `key_allowed` an entry `key: value`, starts here.
void SyntaxScan::scan_node(bool key_allowed) {
  const std::size_t begin = at_;
  const bool aliased = scan_properties(!key_allowed);
  if (rest_is_empty(text_, at_)) {
    if (aliased) levels_.back().awaits_value = false;
    return to_next_line();
  }
  const char c = here();
  if (c == '"' || c == '\'') {
    if (!scan_quoted()) {
      levels_.back().awaits_value = false;
      return to_next_line();
    }
    return after_closed(begin, key_allowed);
  }
  if (c == '[' || c == '{') {
    if (scan_flow()) after_closed(begin, key_allowed);
    return;
  }
  if (c == '|' || c == '>') {
    if (!key_allowed || may_be_value(begin)) return scan_block_text();
  }
  scan_plain(key_allowed);
}

/// True if what starts a line at `begin` may be a value instead of a key.
bool SyntaxScan::may_be_value(std::size_t begin) const {
  return levels_.back().awaits_value && levels_.back().column < column_of(begin);
}

/// What may follow a quoted text or a closed bracket that began at `begin`.
void SyntaxScan::after_closed(std::size_t begin, bool key_allowed) {
  const std::size_t end = at_;
  at_ = skip_blanks(text_, at_);
  if (is_indicator(at_, ':') && key_allowed && slice(begin, end).find('\n') == std::string::npos) {
    return scan_key(begin, end);
  }
  at_ = end;
  if (key_allowed && !may_be_value(begin)) {
    report_missing_colon({begin, end, end, false});
    readable_ = false;
    return to_next_line();
  }
  levels_.back().awaits_value = false;
  if (!rest_is_empty(text_, at_)) {
    report_after_closed(begin, end);
    readable_ = false;
  }
  to_next_line();
}

/// The key from `begin` to `end` is read, its colon is here or behind blanks.
void SyntaxScan::scan_key(std::size_t begin, std::size_t end) {
  enter(Kind::Map, begin);
  if (stopped_) return;
  key_begin_ = begin;
  key_end_ = end;
  const std::size_t colon = skip_blanks(text_, end);
  if (colon - begin > limits_.key_bytes) {
    report_
        .error("yaml-long-key", begin, end,
               "a key of " + std::to_string(colon - begin) + " bytes, wanted at most " +
                   std::to_string(limits_.key_bytes))
        .hint("a text belongs into a value");
    readable_ = false;
  }
  check_merge_key(begin, end);
  at_ = colon + 1;
  skip_blanks_in_line();
  if (rest_is_empty(text_, at_)) return to_next_line();
  if (is_indicator(at_, '-')) {
    report_.error("yaml-dash", at_, at_ + 1, "a list item on the line of its key")
        .hint("start the list on the next line, or quote the text:\n" +
              line_hint(at_, line_end(text_, at_)));
    neutralise(at_);
  }
  if (is_indicator(at_, '?')) report_reserved(at_);
  scan_node(false);
}

}  // namespace plinth::yaml
