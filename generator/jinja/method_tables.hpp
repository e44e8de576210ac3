#pragma once

#include <span>

#include "jinja/method.hpp"

namespace plinth::jinja {

std::span<const Method> text_methods();
std::span<const Method> list_methods();
std::span<const Method> map_methods();

}  // namespace plinth::jinja
