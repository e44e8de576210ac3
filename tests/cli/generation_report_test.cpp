#include "cli/generation_report.hpp"

#include <deque>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include "jinja/environment.hpp"
#include "jinja/loader.hpp"

using plinth::Artifact;
using plinth::DiagnosticSink;
using plinth::Outcome;
using plinth::Ownership;
using plinth::WritePlan;
using plinth::cli::exit_of;
using plinth::cli::ExitCode;
using plinth::cli::Generation;
using plinth::cli::generation_as_text;
using plinth::cli::Intent;
using plinth::cli::report_refusals;

namespace {

/// A plan that is written down, with files of so many lines.
class WrittenPlan {
 public:
  WrittenPlan& add(const std::string& path, Outcome outcome, std::size_t lines = 0) {
    plinth::jinja::InMemoryLoader loader;
    std::string text;
    for (std::size_t line = 0; line < lines; ++line) text += "x\n";
    loader.add("t", text);
    plinth::jinja::Environment environment(plinth::jinja::Options::for_packs(), loader);
    artifacts_.push_back({path, Ownership::Generated, "p/t", "", "", false,
                          environment.get_template("t").render(plinth::jinja::Map())});
    const bool made = outcome != Outcome::Remove && outcome != Outcome::Orphan;
    plan.files.push_back({path, outcome, made ? &artifacts_.back() : nullptr});
    return *this;
  }

  WritePlan plan;

 private:
  std::deque<Artifact> artifacts_;
};

Generation generation(Intent intent) {
  return {intent, "shop", "shop · 5 resources", "out", "4 ms"};
}

}  // namespace

TEST_CASE("generation_report: a first run lists what is longest first, and says what is next") {
  WrittenPlan written;
  written.plan.first = true;
  written.add(".env.example", Outcome::Create, 47)
      .add("README.md", Outcome::Create, 40)
      .add("docs/access.md", Outcome::Create, 54)
      .add("docs/errors.md", Outcome::Create, 61)
      .add("docs/more.md", Outcome::Create, 1)
      .add("migrations/quux/0001_initial.down.sql", Outcome::Create, 18)
      .add("migrations/quux/0001_initial.up.sql", Outcome::Create, 214)
      .add("openapi/openapi-3.0.yaml", Outcome::Create, 2871)
      .add("openapi/openapi.yaml", Outcome::Create, 2914);
  CHECK(generation_as_text(written.plan, generation(Intent::Write)) == R"(shop · 5 resources

  created  openapi/openapi.yaml                   2,914 lines
  created  openapi/openapi-3.0.yaml               2,871
  created  migrations/quux/0001_initial.up.sql      214
  created  migrations/quux/0001_initial.down.sql     18
  created  docs/errors.md                            61
  created  docs/access.md                            54
  created  docs/more.md                               1
  … 2 more

9 files created in 4 ms
Next: read out/README.md; edit the description and run the same command again.
)");
  CHECK(exit_of(written.plan, Intent::Write) == ExitCode::Fine);
}

TEST_CASE("generation_report: of equal length, folders and then files are listed by their names") {
  WrittenPlan written;
  written.add("c.txt", Outcome::Create, 9)
      .add("a/2", Outcome::Create, 3)
      .add("a/1", Outcome::Create, 3)
      .add("b/3", Outcome::Create, 9)
      .add("a/4", Outcome::Create, 9)
      .add("a/0", Outcome::Update, 9);
  CHECK(generation_as_text(written.plan, generation(Intent::Write)) == R"(shop · 5 resources

  created  c.txt  9 lines
  created  a/4    9
  created  a/1    3
  created  a/2    3
  created  b/3    9
  updated  a/0    9

5 files created, 1 updated in 4 ms
)");
}

TEST_CASE("generation_report: a second run has nothing to do") {
  WrittenPlan written;
  written.add("a", Outcome::Unchanged).add("b", Outcome::Unchanged);
  CHECK(generation_as_text(written.plan, generation(Intent::Write)) ==
        "nothing to do: 2 files are up to date (4 ms)\n");
  CHECK(generation_as_text(written.plan, generation(Intent::Rehearse)) ==
        "nothing to do: 2 files are up to date (4 ms)\n");
  CHECK(generation_as_text(written.plan, generation(Intent::Compare)) ==
        "2 files are up to date (4 ms)\n");
  CHECK(exit_of(written.plan, Intent::Compare) == ExitCode::Fine);
  written.plan.manifest_changes = true;
  CHECK(generation_as_text(written.plan, generation(Intent::Write)) ==
        "2 files are up to date; the manifest was updated (4 ms)\n");
  CHECK(generation_as_text(written.plan, generation(Intent::Compare)) ==
        "2 files are up to date; the manifest is not (4 ms)\n");
  CHECK(exit_of(written.plan, Intent::Compare) == ExitCode::Found);
}

TEST_CASE("generation_report: changes are told by kind, what needs a look with its reason") {
  WrittenPlan written;
  written.add("README.md", Outcome::Keep, 3)
      .add("a.txt", Outcome::Update, 1)
      .add("b.txt", Outcome::Create, 2)
      .add("c.txt", Outcome::Remove)
      .add("d.txt", Outcome::Orphan)
      .add("m/0001.up", Outcome::Immutable, 9)
      .add("z.txt", Outcome::Unchanged);
  CHECK(generation_as_text(written.plan, generation(Intent::Write)) == R"(shop · 5 resources

  created  b.txt  2 lines
  updated  a.txt  1
  removed  c.txt

  kept       README.md  edited, and what it was made from is lost; the new text was not written
  orphaned   d.txt      no longer generated, and not plinth's to remove
  immutable  m/0001.up  would be different now, but what is written stays

1 file created, 1 updated, 1 removed in 4 ms; 3 files need a look
)");
  CHECK(exit_of(written.plan, Intent::Write) == ExitCode::Found);
}

TEST_CASE("generation_report: a rehearsal and a comparison say so") {
  WrittenPlan written;
  written.add("a.txt", Outcome::Update, 1)
      .add("b.txt", Outcome::Create, 2)
      .add("c", Outcome::Edited);
  CHECK(generation_as_text(written.plan, generation(Intent::Compare)) == R"(shop · 5 resources

  missing  b.txt  2 lines
  stale    a.txt  1

  modified  c  edited, though it is generated

3 files are not up to date (4 ms)
)");
  CHECK(exit_of(written.plan, Intent::Compare) == ExitCode::Found);
  written.plan.files.pop_back();
  CHECK(generation_as_text(written.plan, generation(Intent::Rehearse)) == R"(shop · 5 resources

  create  b.txt  2 lines
  update  a.txt  1

1 file created, 1 updated in a real run; nothing was written (4 ms)
)");
  CHECK(exit_of(written.plan, Intent::Rehearse) == ExitCode::Fine);
}

TEST_CASE("generation_report: each refusal names its file") {
  WrittenPlan written;
  written.add("a", Outcome::Edited).add("b", Outcome::Foreign).add("c", Outcome::Create);
  DiagnosticSink sink;
  report_refusals(written.plan, "out", sink);
  REQUIRE(sink.diagnostics().size() == 2);
  CHECK(sink.diagnostics()[0].id == "edited-file");
  CHECK(sink.diagnostics()[0].message == "`a` is generated, but was edited");
  CHECK(sink.diagnostics()[1].id == "foreign-file");
  CHECK(sink.diagnostics()[1].message == "`b` is in the way: plinth did not write it");
  WritePlan foreign;
  foreign.foreign_folder = true;
  DiagnosticSink other;
  report_refusals(foreign, "out", other);
  REQUIRE(other.diagnostics().size() == 1);
  CHECK(other.diagnostics()[0].id == "foreign-folder");
}
