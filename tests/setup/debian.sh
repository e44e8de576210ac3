# To be sourced: installs Debian packages that are missing, as root or through sudo.

install_debian_packages() {
  local missing=() package root=()
  for package in "$@"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q '^install ok installed$' ||
      missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  [ "$(id -u)" = 0 ] || root=(sudo)
  command -v apt-get >/dev/null || {
    echo "This script installs packages with apt-get, which is not here. Needed: ${missing[*]}" >&2
    return 1
  }
  echo "Installing ${missing[*]} ..."
  "${root[@]}" apt-get update -qq
  DEBIAN_FRONTEND=noninteractive "${root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}
