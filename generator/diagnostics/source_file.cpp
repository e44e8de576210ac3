#include "diagnostics/source_file.hpp"

#include <algorithm>
#include <utility>

namespace plinth {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::size_t block_size = 4096;  // bytes of a text whose characters are counted together

/// A continuation byte of UTF-8 belongs to the code point before it.
bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

}  // namespace

SourceFile::SourceFile(std::string name, std::string text)
    : name_(std::move(name)), text_(std::move(text)) {
  if (text_.starts_with(byte_order_mark)) text_.erase(0, byte_order_mark.size());
}

const std::vector<std::uint32_t>& SourceFile::line_starts() const {
  std::call_once(lines_counted_, [this] {
    line_starts_.push_back(0);
    std::uint32_t continuations = 0;
    for (std::size_t at = 0; at < text_.size(); ++at) {
      if (at % block_size == 0) continuations_.push_back(continuations);
      if (is_continuation(text_[at])) ++continuations;
      const bool carriage_return_alone =
          text_[at] == '\r' && (at + 1 == text_.size() || text_[at + 1] != '\n');
      if (text_[at] == '\n' || carriage_return_alone) {
        line_starts_.push_back(static_cast<std::uint32_t>(at + 1));
      }
    }
    continuations_.push_back(continuations);
    if (line_starts_.size() > 1 && line_starts_.back() == text_.size()) line_starts_.pop_back();
  });
  return line_starts_;
}

std::size_t SourceFile::line_count() const { return line_starts().size(); }

Position SourceFile::position(std::size_t offset) const {
  offset = std::min(offset, text_.size());
  const std::vector<std::uint32_t>& starts = line_starts();
  const auto after = std::upper_bound(starts.begin(), starts.end(), offset);
  Position position;
  position.line = static_cast<std::size_t>(after - starts.begin());
  const std::size_t begin = *(after - 1);
  position.column += offset - begin - (continuations_before(offset) - continuations_before(begin));
  return position;
}

std::size_t SourceFile::continuations_before(std::size_t offset) const {
  const std::size_t block = offset / block_size;
  const auto begin = text_.begin() + static_cast<std::ptrdiff_t>(block * block_size);
  const auto end = text_.begin() + static_cast<std::ptrdiff_t>(offset);
  return continuations_[block] +
         static_cast<std::size_t>(std::count_if(begin, end, is_continuation));
}

std::size_t SourceFile::line_start(std::size_t line) const {
  const std::vector<std::uint32_t>& starts = line_starts();
  return line >= 1 && line <= starts.size() ? starts[line - 1] : text_.size();
}

std::string_view SourceFile::line(std::size_t line) const {
  const std::size_t begin = line_start(line);
  std::size_t end = line_start(line + 1);
  while (end > begin && (text_[end - 1] == '\n' || text_[end - 1] == '\r')) --end;
  return text().substr(begin, end - begin);
}

Span cover(const Span& first, const Span& last) { return Span{first.file, first.begin, last.end}; }

const SourceFile& SourceFiles::add(std::string name, std::string text) {
  auto file = std::make_unique<SourceFile>(std::move(name), std::move(text));
  const std::lock_guard lock(mutex_);
  files_.push_back(std::move(file));
  return *files_.back();
}

std::vector<std::string> SourceFiles::names() {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> names;
  names.reserve(files_.size());
  for (const std::unique_ptr<SourceFile>& file : files_) names.push_back(file->name());
  return names;
}

}  // namespace plinth
