#include <array>
#include <chrono>
#include <string>

#include "yaml/reading.hpp"

// Inputs that broke other tools, each with what must be said and where.

namespace plinth::yaml {
namespace {

using namespace std::string_literals;

std::string repeated(std::string_view text, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += text;
  return out;
}

std::string many_anchors() {
  std::string out = "a: &a [\"lol\"]\n";
  for (char c = 'b'; c < 'j'; ++c) {
    out += c + ": &"s + c + " [*" + static_cast<char>(c - 1) + "]\n";
  }
  return out;
}

}  // namespace

TEST_CASE("bad inputs: encodings") {
  check_rows({
      {"", "empty-file 1:1", "incomplete"},
      {"\n\n", "empty-file 1:1", "incomplete"},
      {"---\n# nothing\n...\n", "empty-file 1:1", "incomplete"},
      {"\xEF\xBB\xBF"
       "a: 1\n",
       "", "(map a=\"1\")"},
      {"\xEF\xBB\xBF", "empty-file 1:1", "incomplete"},
      {"\xFF\xFE"
       "a\0:\0 \0"
       "1\0"s,
       "wide-encoding 1:1", "incomplete"},
      {"\xFE\xFF"
       "\0a\0:\0 \0"
       "1"s,
       "wide-encoding 1:1", "incomplete"},
      {"a\0:\0 \0001\0\n\0"s, "wide-encoding 1:1", "incomplete"},
      {"\0a\0:\0 \0001\0\n"s, "wide-encoding 1:1", "incomplete"},
      {"\xFF\xFE\0\0a\0\0\0"s, "wide-encoding 1:1", "incomplete"},
      {"a: \"\xFF\xFE\"\n", "invalid-utf8 1:5", "incomplete"},
      {"a: 1\nb: \xC0\x80\n", "invalid-utf8 2:4", "incomplete"},
      {"a: \xED\xA0\x80\n", "invalid-utf8 1:4", "incomplete"},
      {"a: \xF4\x90\x80\x80\n", "invalid-utf8 1:4", "incomplete"},
      {"a: \xC3\n", "invalid-utf8 1:4", "incomplete"},
      {"a: \"x\x1b[31m\"\nb: \x07\n", "control-character 1:6, control-character 2:4"},
      {"a: \"\\0\"\nb: \"\\x07\"\nc: \"\\u0000\"\nd: \"\\e\"\n",
       "control-character 1:5, control-character 2:5, control-character 3:5, control-character "
       "4:5"},
      {"a: \"x\0y\"\n"s, "control-character 1:6"},
      {"a: 1\rb: 2\rc: 3\r", "lone-carriage-return 1:5", "incomplete"},
      {"a: \"x\xC2\x85y\xE2\x80\xA8z\xE2\x80\xA9\"\n", "",
       "(map a=\"x\xC2\x85y\xE2\x80\xA8z\xE2\x80\xA9\")"},
      {"a: x\xE2\x80\xAE"
       "cba\n",
       "bidi-control 1:5"},
      {"# \xE2\x81\xA6 in a comment\na: 1\n", "bidi-control 1:3", "(map a=\"1\")"},
      {"a: \"\\u202e\"\n", "bidi-control 1:5"},
      {"a: x\xEF\xBB\xBFy\n", "byte-order-mark 1:5"},
      {"a: x\xEF\xBF\xBFy\n", "control-character 1:5"},
  });
}

TEST_CASE("bad inputs: files that are no YAML at all") {
  check_rows({
      {"\x89PNG\r\n\x1A\n\0\0\0\rIHDR"s, "not-text 1:1", "incomplete"},
      {"\x7F"
       "ELF\2\1\1\0\0\0\0\0\0\0\0\0"s,
       "not-text 1:1", "incomplete"},
      {"PK\x03\x04\x14", "not-text 1:1", "incomplete"},
      {std::string(64, '\x01'), "not-text 1:1", "incomplete"},
      {"<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> other\n", "merge-conflict 1:1", "incomplete"},
      {"a: 1\n<<<<<<< HEAD\r\nb: 1\n=======\n>>>>>>> x\nc: 1\n<<<<<<<\n>>>>>>>\n",
       "merge-conflict 2:1, merge-conflict 7:1", "incomplete"},
  });
}

TEST_CASE("bad inputs: syntax") {
  check_rows({
      {"a: \"x", "yaml-unclosed-quote 1:4", "incomplete"},
      {"a: 1\nb: \"x\nc: 2\nd: \"y\"\n", "yaml-unclosed-quote 2:4", "incomplete"},
      {"a: 'x\nb: 2\n", "yaml-unclosed-quote 1:4", "incomplete"},
      {"a: [1, 2", "yaml-unclosed-bracket 1:4", "incomplete"},
      {"{a: 1", "yaml-unclosed-bracket 1:1", "incomplete"},
      {"x:\n  a: [1,\n    {b: 2\n  c: 3\n", "yaml-unclosed-bracket 3:5", "incomplete"},
      {"a:\n  b: 1\n   c: 2\n", "yaml-indentation 3:4", "incomplete"},
      {"a: @x\nb: `x`\nc: %x\nd: *x\ne: &\nf: * y\n",
       "yaml-reserved-character 1:4, yaml-reserved-character 2:4, yaml-reserved-character 3:4, "
       "yaml-alias 4:4, yaml-reserved-character 5:4, yaml-reserved-character 6:4"},
      {"a: \"\\q\"\n", "yaml-unknown-escape 1:5"},
      {"a: 1\n---\nb: 2\n", "yaml-second-document 2:1", "incomplete"},
      {"---\na: 1\n---\n", "yaml-second-document 3:1", "incomplete"},
      {"a: 1\n...\nb: 2\n", "yaml-after-end 3:1", "incomplete"},
      {"a: 1\n... b\n", "yaml-after-end 2:5", "incomplete"},
      {"a: 1\n...\n# a comment\n\n", "", "(map a=\"1\")"},
      {"!\n: |\nb\n>\n|\n  !\n>", "yaml-tag 1:1, yaml-missing-key 2:1", "incomplete"},
  });
}

TEST_CASE("bad inputs: abuse") {
  check_rows({
      {many_anchors(),
       "yaml-anchor 1:4, yaml-anchor 2:4, yaml-alias 2:8, yaml-anchor 3:4, yaml-alias 3:8, "
       "yaml-anchor 4:4, yaml-alias 4:8, yaml-anchor 5:4, yaml-alias 5:8, yaml-anchor 6:4, "
       "yaml-alias 6:8, yaml-anchor 7:4, yaml-alias 7:8, yaml-anchor 8:4, yaml-alias 8:8, "
       "yaml-anchor 9:4, yaml-alias 9:8",
       "incomplete"},
      {"base: &b {x: 1}\nd:\n  <<: *b\n", "yaml-anchor 1:7, yaml-merge-key 3:3", "incomplete"},
      {"a: 1\nname: x\nb: 2\nname: y\n", "yaml-duplicate-key 4:1",
       "(map a=\"1\" name=\"x\" b=\"2\")"},
      {repeated("k", 1025) + ": 1\n", "yaml-long-key 1:1", "incomplete"},
      {repeated("k", 1024) + ": 1\n", ""},
  });
}

TEST_CASE("bad inputs: deep nesting is refused before it costs anything") {
  struct Case {
    std::string text;
    std::string problems;
  };
  for (const Case& c : {
           Case{repeated("[", 100000), "yaml-depth 1:33"},
           Case{repeated("{a: ", 100000), "yaml-depth 1:129"},
           Case{repeated("- ", 100000), "yaml-depth 1:65"},
           Case{"a: " + repeated("[", 100000), "yaml-depth 1:35"},
           Case{repeated("[", 32) + repeated("]", 32), ""},
       }) {
    CAPTURE(c.problems);
    const auto start = std::chrono::steady_clock::now();
    const Reading reading(c.text);
    CHECK(reading.problems() == c.problems);
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::milliseconds(500));
  }
}

}  // namespace plinth::yaml
