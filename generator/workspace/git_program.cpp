#include "workspace/git_program.hpp"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include <boost/filesystem/operations.hpp>
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "workspace/failure.hpp"
#include "workspace/file_system.hpp"

namespace plinth {
namespace {

[[noreturn]] void fail_without_git(const std::string& reason) {
  fail("git-missing", "`git`, which merges and compares files, cannot be run: " + reason,
       "install it (Debian: git)");
}

/// That of this program without git's own variables: no repository, no configuration, no locale.
std::vector<std::string> plain_environment() {
  std::vector<std::string> plain{"GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_GLOBAL=/dev/null",
                                 "LC_ALL=C"};
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string_view text(*variable);
    if (!text.starts_with("GIT_") && !text.starts_with("LC_ALL=")) plain.emplace_back(text);
  }
  return plain;
}

/// As the system takes lists of texts: pointers into `texts`, then null.
std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

/// Both ends of a pipe; closed with their owner.
class Pipe {
 public:
  Pipe() {
    if (::pipe2(ends_.data(), O_CLOEXEC) != 0) fail_without_git(std::strerror(errno));
  }
  ~Pipe() {
    close_writing();
    ::close(ends_[0]);
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;

  int writing() const { return ends_[1]; }
  void close_writing() {
    if (ends_[1] >= 0) ::close(ends_[1]);
    ends_[1] = -1;
  }
  std::string read_all() const {
    std::string text;
    std::array<char, 65536> buffer{};
    for (;;) {
      const ssize_t got = ::read(ends_[0], buffer.data(), buffer.size());
      if (got < 0 && errno == EINTR) continue;
      if (got <= 0) return text;
      text.append(buffer.data(), static_cast<std::size_t>(got));
    }
  }

 private:
  std::array<int, 2> ends_{-1, -1};
};

/// What git is started with: nothing to read, its output to the pipe, its complaints nowhere.
class Redirections {
 public:
  explicit Redirections(int output) {
    ::posix_spawn_file_actions_init(&actions_);
    ::posix_spawn_file_actions_addopen(&actions_, 0, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_adddup2(&actions_, output, 1);
    ::posix_spawn_file_actions_addopen(&actions_, 2, "/dev/null", O_WRONLY, 0);
  }
  ~Redirections() { ::posix_spawn_file_actions_destroy(&actions_); }
  Redirections(const Redirections&) = delete;
  Redirections& operator=(const Redirections&) = delete;
  const posix_spawn_file_actions_t* get() const { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_{};
};

}  // namespace

GitScratch::GitScratch() {
  boost::system::error_code error;
  const boost::filesystem::path base = boost::filesystem::temp_directory_path(error);
  if (error) {
    fail("file-system", "there is no folder for temporary files: " + error.message(),
         "set the variable TMPDIR to one");
  }
  path_ = (base / "plinth-XXXXXX").string();
  if (::mkdtemp(path_.data()) == nullptr) {
    fail("file-system", "`" + base.string() +
                            "`: no folder can be made in it: " + std::string(std::strerror(errno)));
  }
}

GitScratch::~GitScratch() {
  boost::system::error_code ignored;
  boost::filesystem::remove_all(path_, ignored);
}

void GitScratch::write(const std::string& path, std::string_view text) const {
  DiskFileSystem files(path_);
  files.make_folders(folder_of(path));
  files.write_new(path, text, false);
}

GitResult run_git(const std::vector<std::string>& arguments, const std::string& folder) {
  std::vector<std::string> words{"git", "-C", folder};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<std::string> environment = plain_environment();
  Pipe pipe;
  const Redirections redirections(pipe.writing());
  pid_t git = 0;
  const int refused = ::posix_spawnp(&git, "git", redirections.get(), nullptr,
                                     pointers_to(words).data(), pointers_to(environment).data());
  if (refused != 0) fail_without_git(std::strerror(refused));
  pipe.close_writing();
  GitResult result;
  result.output = pipe.read_all();
  int status = 0;
  while (::waitpid(git, &status, 0) < 0) {
    if (errno != EINTR) fail_without_git(std::strerror(errno));
  }
  if (!WIFEXITED(status)) fail_without_git("it was killed");
  result.status = WEXITSTATUS(status);
  return result;
}

}  // namespace plinth
