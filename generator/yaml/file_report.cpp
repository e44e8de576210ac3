#include "yaml/file_report.hpp"

#include <cstdint>
#include <utility>

namespace plinth::yaml {

Span FileReport::span(std::size_t begin, std::size_t end) const {
  return {&file_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

bool FileReport::drops() {
  if (count_ > limit_) return true;
  ++count_;
  if (count_ <= limit_) return false;
  sink_.error("too-many-problems", {},
              "more than " + std::to_string(limit_) + " problems in `" + file_.name() +
                  "`; the others are not shown");
  return true;
}

DiagnosticBuilder FileReport::error(std::string_view id, std::size_t begin, std::size_t end,
                                    std::string message) {
  ++errors_;
  if (drops()) return DiagnosticBuilder(dropped_ = {});
  return sink_.error(id, span(begin, end), std::move(message));
}

DiagnosticBuilder FileReport::warning(std::string_view id, std::size_t begin, std::size_t end,
                                      std::string message) {
  if (drops()) return DiagnosticBuilder(dropped_ = {});
  return sink_.warning(id, span(begin, end), std::move(message));
}

}  // namespace plinth::yaml
