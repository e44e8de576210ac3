#include <cstring>
#include <string>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "cli/program.hpp"
#include "pack/scratch_folder.hpp"

using plinth::test::Run;
using plinth::test::run_plinth;
using plinth::test::ScratchFolder;

namespace {

void make_socket(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
  const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
  REQUIRE(::bind(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  ::close(socket);
}

}  // namespace

TEST_CASE("input: what is no regular file is refused at once, exit status 2") {
  ScratchFolder scratch;
  REQUIRE(::mkfifo((scratch.path() + "/pipe").c_str(), 0600) == 0);
  make_socket(scratch.path() + "/socket");
  struct Row {
    std::string path;
    std::string kind;
  };
  for (const Row& row : {Row{"/dev/zero", "a device"}, Row{".", "a folder"}, Row{"pipe", "a pipe"},
                         Row{"socket", "a socket"}}) {
    CAPTURE(row.path);
    const Run run = run_plinth({"check", row.path}, scratch.path(), 5);
    CHECK(run.exit == 2);
    CHECK(run.out == "");
    CHECK(run.error == "error: `" + row.path + "` is " + row.kind +
                           ", expected a file with a description [not-a-file]\n"
                           "\n1 error; nothing was written\n");
  }
}

TEST_CASE("input: a folder with a description in it is pointed at") {
  ScratchFolder scratch;
  scratch.write("shop/service.yaml", "service: shop\n");
  const Run run = run_plinth({"check", "shop"}, scratch.path());
  CHECK(run.error.find("hint: did you mean `shop/service.yaml`?") != std::string::npos);
}

TEST_CASE("input: a file that does not exist is an error of the input") {
  const Run run = run_plinth({"check", "/nowhere/service.yaml"});
  CHECK(run.exit == 2);
  CHECK(run.error.starts_with("error: there is no file `/nowhere/service.yaml` [no-such-file]\n"));
}

TEST_CASE("input: a file that cannot be read is an error of the machine") {
  if (::geteuid() == 0) return;  // root reads everything
  ScratchFolder scratch;
  scratch.write("service.yaml", "service: shop\n");
  REQUIRE(::chmod((scratch.path() + "/service.yaml").c_str(), 0) == 0);
  const Run run = run_plinth({"check", "service.yaml"}, scratch.path());
  CHECK(run.exit == 3);
  CHECK(run.error.find("[cannot-read]") != std::string::npos);
}

TEST_CASE("input: mistakes of YAML and of the description are told in one run") {
  ScratchFolder scratch;
  scratch.write("service.yaml",
                "service: shop\n"
                "summary: the best: of all\n"
                "resources:\n"
                "  product:\n"
                "    summery: a good\n"
                "    fields: {name: string}\n");
  const Run run = run_plinth({"check", "service.yaml"}, scratch.path());
  CHECK(run.exit == 2);
  CHECK(run.error.find("service.yaml:2:18: error: ") != std::string::npos);
  CHECK(run.error.find("[yaml-colon]") != std::string::npos);
  CHECK(run.error.find("service.yaml:5:5: error: ") != std::string::npos);
  CHECK(run.error.find("2 errors; nothing was written\n") != std::string::npos);
}

TEST_CASE("input: mistakes go to the messages, with their places; as JSON they are the result") {
  ScratchFolder scratch;
  scratch.write("service.yaml", "service: shop\nresources: [a]\n");
  const Run text = run_plinth({"check", "service.yaml"}, scratch.path());
  CHECK(text.exit == 2);
  CHECK(text.out == "");
  CHECK(text.error.starts_with("service.yaml:2:12: error: "));
  CHECK(text.error.find("1 error; nothing was written\n") != std::string::npos);
  CHECK(text.error.find('\x1b') == std::string::npos);

  const Run json = run_plinth({"check", "service.yaml", "--format", "json"}, scratch.path());
  CHECK(json.exit == 2);
  CHECK(json.error == "");
  const nlohmann::json document = nlohmann::json::parse(json.out);
  CHECK(document.at("exit") == 2);
  REQUIRE(document.at("diagnostics").size() >= 1);
  CHECK(document["diagnostics"][0].at("file") == "service.yaml");
  CHECK(document["diagnostics"][0].at("line") == 2);
}
