#include "pack/artifact_path.hpp"

#include <string>
#include <string_view>

#include <doctest/doctest.h>

using plinth::case_folded;
using plinth::problem_with_path;

TEST_CASE("artifact_path: a path that is legal everywhere has no problem") {
  for (const std::string_view path :
       {"README.md", ".env.example", "a/b/c.txt", "docs/übersicht.md", "migrations/0001_a.up.sql",
        "console/x", "com/example/Main.java", "com10.txt", "a..b", "a b/c",
        ".github/workflows/ci.yml"}) {
    CAPTURE(path);
    CHECK(problem_with_path(path) == "");
  }
}

TEST_CASE("artifact_path: what some file system cannot hold, or must not, is named") {
  struct Row {
    std::string path;
    std::string_view problem;
  };
  for (const Row& row : {
           Row{"", "is empty"},
           Row{"/etc/passwd", "is absolute"},
           Row{"../x", "leads out of the folder"},
           Row{"a/../../x", "leads out of the folder"},
           Row{"a/./x", "has a part `.`"},
           Row{"a//x", "has an empty part"},
           Row{"a/", "has an empty part"},
           Row{"a\\x", "holds `\\`, which some file systems forbid"},
           Row{"C:x", "holds `:`, which some file systems forbid"},
           Row{"a?", "holds `?`, which some file systems forbid"},
           Row{"a\nb", "holds the character U+000a"},
           Row{std::string("a\0b", 3), "holds the character U+0000"},
           Row{"a\u202Eb", "holds the character U+202e"},
           Row{"a\xff", "is not valid UTF-8"},
           Row{"a.", "has a part that ends with a dot"},
           Row{"a /x", "has a part with a space at its edge"},
           Row{"CON", "has the part `CON`, which is a device on Windows"},
           Row{"x/aux.txt", "has the part `aux.txt`, which is a device on Windows"},
           Row{"nul .txt", "has the part `nul .txt`, which is a device on Windows"},
           Row{"LPT1", "has the part `LPT1`, which is a device on Windows"},
           Row{std::string(256, 'a'), "has a part of more than 255 bytes"},
           Row{".git/hooks/pre-commit", "lies in `.git`, which is not the generator's to write"},
           Row{"a/.Plinth/manifest.json",
               "lies in `.Plinth`, which is not the generator's to write"},
       }) {
    CAPTURE(row.path);
    CHECK(problem_with_path(row.path) == row.problem);
  }
}

TEST_CASE("artifact_path: a long path is refused as a whole") {
  std::string path = "a";
  for (int part = 0; part < 600; ++part) path += "/a";
  CHECK(problem_with_path(path) == "is longer than 1024 bytes");
}

TEST_CASE("artifact_path: names that differ in case are the same when folded") {
  CHECK(case_folded("Docs/README.md") == "docs/readme.md");
  CHECK(case_folded("ÄÖÜ×ÑĀŁŹĎΣЖЁ") == "äöü×ñāłźďσжё");
  CHECK(case_folded("\xff") == "\xff");
}
