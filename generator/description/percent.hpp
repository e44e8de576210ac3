#pragma once

#include <string_view>

namespace plinth {

/// `50%`, `99.95%`: from 0 to 100, at most four digits behind the point.
bool is_percent(std::string_view text);

/// `20%/month`, also `/week`, `/quarter` and `/year`; growth may be more than 100 %.
bool is_growth(std::string_view text);

/// `50% / 30s`: a share of failures and how long to wait then.
bool is_circuit_breaker(std::string_view text);

}  // namespace plinth
