#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "design/design.hpp"

// How settings are made, and the groups of them that have files of their own.

namespace plinth {

Setting setting(std::string name, std::string kind, SettingType type, std::string fallback = {});
Setting integer(std::string name, std::string kind, std::int64_t fallback, std::int64_t minimum,
                std::optional<std::int64_t> maximum = std::nullopt);
Setting secret(std::string name, std::string kind, bool required = true);
Setting required(std::string name, std::string kind, SettingType type);
Setting word(std::string name, std::string kind, std::string fallback,
             std::vector<std::string> words);
/// One whose default the author wrote.
Setting written(std::string name, std::string kind, SettingType type, std::string text);

/// `15m`: in the largest unit that leaves no rest.
std::string duration_text(std::uint64_t milliseconds);

EnvironmentGroup broker_group(const Design& design);
EnvironmentGroup events_group(const Design& design);
EnvironmentGroup webhooks_group(const Design& design);
/// What proves that a webhook comes from the integration `name` (screaming).
void add_received_webhook(const std::string& name, std::vector<Setting>& settings);

}  // namespace plinth
