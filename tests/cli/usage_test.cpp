#include <array>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/program.hpp"

using plinth::test::Run;
using plinth::test::run_plinth;
using plinth::test::ScratchFolder;
using Arguments = std::vector<std::string>;

TEST_CASE("usage: every command has a help with an example, as a result") {
  for (const Arguments& command :
       {Arguments{}, Arguments{"generate"}, Arguments{"check"}, Arguments{"context"},
        Arguments{"pack"}, Arguments{"pack", "list"}, Arguments{"pack", "show"}}) {
    Arguments arguments = command;
    arguments.emplace_back("--help");
    CAPTURE(arguments);
    const Run run = run_plinth(arguments);
    CHECK(run.exit == 0);
    CHECK(run.error == "");
    std::string name = "plinth";
    for (const std::string& word : command) name += " " + word;
    CHECK(run.out.find("Usage: " + name + " [OPTIONS]") != std::string::npos);
    CHECK(run.out.find("Example:\n  " + name) != std::string::npos);
  }
}

TEST_CASE("usage: the version is a result") {
  const Run run = run_plinth({"--version"});
  CHECK(run.exit == 0);
  CHECK(run.out.starts_with("plinth "));
  CHECK(run.error == "");
}

TEST_CASE("usage: a wrong command line is a message, exit status 64") {
  struct Row {
    Arguments arguments;
    std::string message;
  };
  for (const Row& row : {
           Row{{}, "error: A subcommand is required\nRun `plinth --help` to see how it is used.\n"},
           Row{{"generat", "x"},
               "error: there is no command `plinth generat`\n  hint: did you mean `generate`?\n"
               "Run `plinth --help` to see how it is used.\n"},
           Row{{"pack", "lst"},
               "error: there is no command `plinth pack lst`\n  hint: did you mean `list`?\n"
               "Run `plinth pack --help` to see how it is used.\n"},
           Row{{"generate", "x"},
               "error: --out is required\nRun `plinth generate --help` to see how it is used.\n"},
           Row{{"generate", "x", "--adopt", "--out", ""},
               "error: --out: expected a path, found nothing\n"
               "Run `plinth generate --help` to see how it is used.\n"},
           Row{{"check"},
               "error: description is required\nRun `plinth check --help` to see how it is "
               "used.\n"},
           Row{{"check", "x", "--format", "xml"},
               "error: --format: xml not in {text,json,sarif}\n"
               "Run `plinth check --help` to see how it is used.\n"},
           Row{{"check", "x", "--\x1b[2J"},
               "error: The following argument was not expected: --\\x1b[2J\n"
               "Run `plinth check --help` to see how it is used.\n"},
       }) {
    CAPTURE(row.arguments);
    const Run run = run_plinth(row.arguments);
    CHECK(run.exit == 64);
    CHECK(run.out == "");
    CHECK(run.error == row.message);
  }
}

TEST_CASE("usage: a reader that has gone away is no failure, a full disk is") {
  std::array<int, 2> ends{};
  REQUIRE(::pipe(ends.data()) == 0);
  ::close(ends[0]);
  const Run closed = run_plinth({"--help"}, ".", 20, ends[1]);
  ::close(ends[1]);
  CHECK(closed.exit == 0);
  CHECK(closed.error == "");
  const int full = ::open("/dev/full", O_WRONLY);
  REQUIRE(full >= 0);
  const Run refused = run_plinth({"--help"}, ".", 20, full);
  ::close(full);
  CHECK(refused.exit == 3);
  CHECK(refused.error == "error: the report could not be written\n");
}

#ifndef __SANITIZE_ADDRESS__  // which needs more room than this leaves
TEST_CASE("usage: a machine without memory is exit status 3") {
  ScratchFolder scratch;
  scratch.write("service.yaml", std::string(12U << 20U, '\n') + "service: shop\n");
  // The program itself takes 25 MiB of addresses: what is left is too little for the file.
  const rlimit little{32U << 20U, RLIM_INFINITY};
  const pid_t child = ::fork();
  if (child == 0) {
    const int null = ::open("/dev/null", O_WRONLY);
    ::dup2(null, 2);
    ::setrlimit(RLIMIT_AS, &little);
    const std::string file = scratch.path() + "/service.yaml";
    ::execl(PLINTH_PROGRAM, "plinth", "check", file.c_str(), nullptr);
    ::_exit(126);
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 3);  // out-of-memory
}
#endif
