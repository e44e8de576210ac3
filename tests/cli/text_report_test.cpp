#include "cli/text_report.hpp"

#include <string_view>

#include <doctest/doctest.h>

#include "cli/exit_code.hpp"

using plinth::Design;
using plinth::DiagnosticSink;
using plinth::Pack;
using plinth::SourceFile;
using plinth::cli::counted;
using plinth::cli::counted_problems;
using plinth::cli::ExitCode;
using plinth::cli::headline;
using plinth::cli::with_separators;
using plinth::cli::worse;

TEST_CASE("text_report: numbers are grouped by three digits") {
  struct Row {
    std::size_t number;
    std::string_view text;
  };
  for (const Row& row : {Row{0, "0"}, Row{999, "999"}, Row{1000, "1,000"}, Row{2914, "2,914"},
                         Row{1234567, "1,234,567"}}) {
    CHECK(with_separators(row.number) == row.text);
  }
}

TEST_CASE("text_report: what is counted is one or many") {
  CHECK(counted(0, "file", "files") == "0 files");
  CHECK(counted(1, "file", "files") == "1 file");
  CHECK(counted(1200, "file", "files") == "1,200 files");
}

TEST_CASE("text_report: problems are counted by severity") {
  DiagnosticSink sink;
  CHECK(counted_problems(sink) == "");
  sink.warning("w", {}, "careful");
  CHECK(counted_problems(sink) == "1 warning");
  sink.error("e", {}, "wrong");
  sink.error("e", {}, "wrong");
  CHECK(counted_problems(sink) == "2 errors and 1 warning");
}

TEST_CASE("text_report: the headline counts wholes, callers and names the chosen") {
  Design design;
  design.service.name.snake = "shop";
  design.resources.resize(3);
  design.resources[2].whole = 1;
  design.endpoints.resize(31);
  design.errors.resize(1);
  CHECK(headline(design, {}) == "shop · 2 resources, 31 endpoints, 1 error code");
  design.auth.emplace();
  design.roles.resize(2);
  const SourceFile always("pack.yaml", "true");
  const SourceFile chosen("pack.yaml", "'x' in stack.databases");
  Pack contract;
  contract.title = "Contract";
  contract.selected = {&always, 0, 4};
  Pack database;
  database.title = "Zorp DB";
  database.selected = {&chosen, 0, 22};
  Pack untitled;
  untitled.selected = database.selected;
  CHECK(headline(design, {&contract, &untitled, &database}) ==
        "shop · 2 resources, 31 endpoints, 1 error code, 3 roles · Zorp DB");
}

TEST_CASE("text_report: the worse exit status wins") {
  CHECK(worse(ExitCode::Fine, ExitCode::Found) == ExitCode::Found);
  CHECK(worse(ExitCode::Machine, ExitCode::Rejected) == ExitCode::Machine);
}
