#include "diagnostics/source_file.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace plinth {

TEST_CASE("source file: an offset has a line and a column in code points") {
  struct Case {
    std::string text;
    std::size_t offset, line, column;
  };
  for (const Case& c : {
           Case{"", 0, 1, 1},
           Case{"ab\ncd", 0, 1, 1},
           Case{"ab\ncd", 2, 1, 3},
           Case{"ab\ncd", 3, 2, 1},
           Case{"ab\ncd", 5, 2, 3},
           Case{"ab\ncd", 99, 2, 3},
           Case{"a\r\nb", 3, 2, 1},
           Case{"a\r\nb", 2, 1, 3},
           Case{"a\rb\rc", 4, 3, 1},
           Case{"a\r\rb", 3, 3, 1},
           Case{"\tx", 1, 1, 2},
           Case{"é日😀x", 9, 1, 4},
           Case{"\n\n\n", 2, 3, 1},
           Case{"\n\n\n", 3, 3, 2},
           Case{"\xEF\xBB\xBF"
                "ab",
                1, 1, 2},
       }) {
    CAPTURE(c.text);
    CAPTURE(c.offset);
    const SourceFile file("f", c.text);
    CHECK(file.position(c.offset).line == c.line);
    CHECK(file.position(c.offset).column == c.column);
  }
}

TEST_CASE("source file: columns of long lines are counted in code points, too") {
  std::string text = "x\n";
  std::vector<std::size_t> begins;  // of the letters in the second line
  for (int i = 0; i < 6000; ++i) {
    begins.push_back(text.size());
    text += i % 3 == 0 ? "a" : i % 3 == 1 ? "é" : "😀";
  }
  const SourceFile file("f", text);
  for (std::size_t i = 0; i < begins.size(); ++i) {
    REQUIRE(file.position(begins[i]).column == i + 1);
  }
  CHECK(file.position(text.size()).column == begins.size() + 1);
}

TEST_CASE("source file: a line is its text without the line end, whatever that is") {
  const SourceFile file("f", "one\r\ntwo\rthree\n\nfive");
  CHECK(file.line_count() == 5);
  CHECK(file.line(1) == "one");
  CHECK(file.line(2) == "two");
  CHECK(file.line(3) == "three");
  CHECK(file.line(4).empty());
  CHECK(file.line(5) == "five");
  CHECK(file.line(6).empty());
  CHECK(file.line_start(3) == 9);
  CHECK(file.line_start(7) == file.text().size());
}

TEST_CASE("source file: a final line end starts no further line") {
  CHECK(SourceFile("f", "a\n").line_count() == 1);
  CHECK(SourceFile("f", "").line_count() == 1);
  CHECK(SourceFile("f", "\n").line_count() == 1);
}

TEST_CASE("source file: a byte order mark at the beginning is no part of the text") {
  CHECK(SourceFile("f",
                   "\xEF\xBB\xBF"
                   "a: 1")
            .text() == "a: 1");
  CHECK(SourceFile("f", "a\xEF\xBB\xBF").text() == "a\xEF\xBB\xBF");
}

TEST_CASE("source file: a cover reaches from the first place to the last") {
  const SourceFile file("f", "abcdef");
  const Span span = cover({&file, 1, 2}, {&file, 4, 5});
  CHECK(span.begin == 1);
  CHECK(span.end == 5);
  CHECK(!Span{});
}

TEST_CASE("source file: files keep their address while others are added") {
  SourceFiles files;
  const SourceFile& first = files.add("first", "1");
  for (int i = 0; i < 100; ++i) files.add("other", "2");
  CHECK(first.name() == "first");
  CHECK(first.text() == "1");
}

}  // namespace plinth
