#include "description/web_address.hpp"

#include <algorithm>

#include "description/quantity.hpp"
#include "description/text_cursor.hpp"

namespace plinth {
namespace {

constexpr std::size_t longest_host = 253;
constexpr std::size_t longest_email = 254;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool is_host_label(std::string_view label) {
  const auto allowed = [](char c) { return is_letter(c) || is_digit(c) || c == '-'; };
  return !label.empty() && label.size() <= 63 && label.front() != '-' && label.back() != '-' &&
         std::all_of(label.begin(), label.end(), allowed);
}

bool is_host(std::string_view host) {
  if (host.empty() || host.size() > longest_host) return false;
  if (host.front() == '[') {
    const std::string_view inside = host.substr(1, host.size() - 2);
    return host.back() == ']' && inside.find(':') != std::string_view::npos &&
           inside.find_first_not_of("0123456789abcdefABCDEF:.") == std::string_view::npos;
  }
  for (std::size_t point = 0; point != std::string_view::npos;) {
    point = host.find('.');
    if (!is_host_label(host.substr(0, point))) return false;
    if (point != std::string_view::npos) host.remove_prefix(point + 1);
  }
  return true;
}

bool is_port(std::string_view text) {
  const std::optional<Quantity> port = parse_quantity(text, 65535);
  return port && port->number > 0 && port->unit.empty();
}

bool is_printable_ascii(char c) { return c > ' ' && c < 0x7f; }

}  // namespace

bool is_url(std::string_view text) {
  if (!std::all_of(text.begin(), text.end(), is_printable_ascii)) return false;
  if (text.find_first_of("<>\"\\^`") != std::string_view::npos) return false;
  if (text.starts_with("https://")) {
    text.remove_prefix(8);
  } else if (text.starts_with("http://")) {
    text.remove_prefix(7);
  } else {
    return false;
  }
  std::string_view host = text.substr(0, text.find_first_of("/?#"));
  const std::size_t colon = host.find(':', host.starts_with('[') ? host.find(']') : 0);
  if (colon != std::string_view::npos) {
    if (!is_port(host.substr(colon + 1))) return false;
    host = host.substr(0, colon);
  }
  return is_host(host);
}

bool is_email(std::string_view text) {
  const std::size_t at = text.find('@');
  if (at == std::string_view::npos || text.size() > longest_email) return false;
  const std::string_view local = text.substr(0, at);
  const auto allowed = [](char c) {
    return is_letter(c) || is_digit(c) ||
           std::string_view(".!#$%&'*+/=?^_-~").find(c) != std::string_view::npos;
  };
  const bool local_good = !local.empty() && local.size() <= 64 && local.front() != '.' &&
                          local.back() != '.' && std::all_of(local.begin(), local.end(), allowed);
  return local_good && text.substr(at + 1).find('.') != std::string_view::npos &&
         is_host(text.substr(at + 1));
}

bool is_path(std::string_view text) {
  if (text.empty() || text.front() != '/') return false;
  if (text == "/") return true;
  const auto allowed = [](char c) {
    return is_letter(c) || is_digit(c) ||
           std::string_view("-._~/").find(c) != std::string_view::npos;
  };
  return std::all_of(text.begin(), text.end(), allowed) && text.back() != '/' &&
         text.find("//") == std::string_view::npos && text.find("/.") == std::string_view::npos;
}

}  // namespace plinth
