#include "cli/input_file.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "yaml/reader.hpp"

namespace plinth::cli {
namespace {

/// An open file; closed at the end of its life.
class Descriptor {
 public:
  // Without O_NONBLOCK, opening a pipe would wait for its writer.
  explicit Descriptor(const std::string& path)
      : number_(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  int number() const { return number_; }

 private:
  int number_;
};

[[noreturn]] void fail(const std::string& path, int reason) {
  Diagnostic diagnostic;
  diagnostic.id = "cannot-read";
  diagnostic.message = "`" + path + "` cannot be read: " + std::strerror(reason);
  throw DiagnosticError(std::move(diagnostic));
}

bool is_regular(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode);
}

void report_not_a_file(const std::string& path, mode_t mode, DiagnosticSink& sink) {
  const bool folder = S_ISDIR(mode);
  const std::string kind = folder           ? "a folder"
                           : S_ISFIFO(mode) ? "a pipe"
                           : S_ISSOCK(mode) ? "a socket"
                           : S_ISCHR(mode)  ? "a device"
                           : S_ISBLK(mode)  ? "a device"
                                            : "something else";
  DiagnosticBuilder report = sink.error(
      "not-a-file", {}, "`" + path + "` is " + kind + ", expected a file with a description");
  const std::string inside = path + (path.ends_with('/') ? "" : "/") + "service.yaml";
  if (folder && is_regular(inside)) report.hint("did you mean `" + inside + "`?");
}

/// Everything in the file, but no more than tells the reader that it is too much.
std::string read_all(const Descriptor& file, const std::string& path, std::size_t size) {
  const std::size_t limit = yaml::Limits{}.bytes + 1;
  std::string text;
  text.resize(std::min(size + 1, limit));
  std::size_t length = 0;
  for (;;) {
    const ssize_t count = ::read(file.number(), text.data() + length, text.size() - length);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) fail(path, errno);
    length += static_cast<std::size_t>(count);
    if (count == 0 || length == limit) break;
    if (length == text.size()) text.resize(std::min(2 * text.size(), limit));  // it grew meanwhile
  }
  text.resize(length);
  return text;
}

}  // namespace

const SourceFile* read_input_file(const std::string& path, SourceFiles& files,
                                  DiagnosticSink& sink) {
  struct stat status {};
  // A socket cannot be opened at all, so what it is must be asked first.
  if (::stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode)) {
    report_not_a_file(path, status.st_mode, sink);
    return nullptr;
  }
  const Descriptor file(path);
  if (file.number() < 0 && (errno == ENOENT || errno == ENOTDIR)) {
    sink.error("no-such-file", {}, "there is no file `" + path + "`");
    return nullptr;
  }
  if (file.number() < 0 || ::fstat(file.number(), &status) != 0) fail(path, errno);
  if (!S_ISREG(status.st_mode)) {
    report_not_a_file(path, status.st_mode, sink);
    return nullptr;
  }
  return &files.add(path, read_all(file, path, static_cast<std::size_t>(status.st_size)));
}

const SourceFile* read_whole_input_file(const std::string& path, SourceFiles& files,
                                        DiagnosticSink& sink) {
  const SourceFile* file = read_input_file(path, files, sink);
  if (file == nullptr || file->text().size() <= yaml::Limits{}.bytes) return file;
  sink.error("file-too-large", {file, 0, 0},
             "the file is larger than " + std::to_string(yaml::Limits{}.bytes) + " bytes");
  return nullptr;
}

}  // namespace plinth::cli
