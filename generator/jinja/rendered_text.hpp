#pragma once

#include <string>
#include <utility>

namespace plinth::jinja {

class Template;

/// Text that came out of a template. Nothing else can make one, so whatever asks for it can be sure
/// that no C++ wrote it.
class RenderedText {
 public:
  RenderedText() = default;  // nothing yet
  const std::string& str() const& { return text_; }
  std::string str() && { return std::move(text_); }

 private:
  friend class Template;
  explicit RenderedText(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

}  // namespace plinth::jinja
