# Read by install.sh, upgrade.sh and uninstall.sh: what has to be there before Python can begin.
# shellcheck shell=bash

here=$(dirname "$(readlink -f "$0")")
tree=$(dirname "$here")
dry=no
elsewhere=no
for word in "$@"; do
  case $word in
    --dry-run) dry=yes ;;
    --root | --root=*) elsewhere=yes ;;
    -h | --help | --list) dry=yes elsewhere=yes ;;
  esac
done

stop() {
  echo "$*" >&2
  exit 1
}

# Only an administrator can install; looking is free for everybody.
as_root() {
  [ "$(id -u)" = 0 ] || [ $dry = yes ] || [ $elsewhere = yes ] && return
  command -v sudo >/dev/null || stop "This has to be done by root. There is no sudo here: log in as root, or type: su -"
  echo "This needs an administrator: sudo may ask for your password."
  exec sudo bash "$0" "$@"
}

# Debian 12 or 13; the names of other releases' packages are not known here.
known_debian() {
  [ $elsewhere = no ] || return 0
  # shellcheck disable=SC1091
  . /etc/os-release
  case "${ID:-} ${VERSION_ID:-}" in
    "debian 12" | "debian 13") codename=$VERSION_CODENAME ;;
    *) stop "This machine has ${PRETTY_NAME:-an unknown system}. The kiosk is installed on Debian 12 or 13." ;;
  esac
}

# A copy from a stick may be damaged: every file of a release archive is compared with its checksum.
whole() {
  [ -f "$tree/SHA256SUMS" ] || return 0
  echo "Comparing the files of this release with their checksums."
  (cd "$tree" && sha256sum --check --quiet --strict SHA256SUMS >&2) ||
    stop "Files of this release are damaged or missing; they are named above. Copy it once more. Nothing was changed."
}

# The packages that the archive brings for this Debian are a source for apt, and then the only one.
offline_packages() {
  [ $elsewhere = no ] && [ $dry = no ] && [ -f "$tree/debs/$codename/Packages" ] || return 0
  apt=/run/kiosk-install/apt
  rm -rf "$apt"
  mkdir -p "$apt/lists/partial"
  echo "deb [trusted=yes] file:$(printf %s "$tree/debs/$codename" | sed 's/ /%20/g') ./" >"$apt/sources.list"
  cat >"$apt/apt.conf" <<EOF
Dir::Etc::sourcelist "$apt/sources.list";
Dir::Etc::sourceparts "-";
Dir::State::lists "$apt/lists";
Dir::Cache::pkgcache "";
Dir::Cache::srcpkgcache "";
APT::Sandbox::User "root";
Acquire::Languages "none";
EOF
  export APT_CONFIG=$apt/apt.conf
}

# A bare Debian has no Python yet.
with_python() {
  python=$(command -v /usr/bin/python3 || command -v python3 || true)
  [ -z "$python" ] || return 0
  if [ $dry = yes ]; then
    echo "Python is not there yet: python3 would be installed first. Then the other packages of"
    echo "deploy/packages.txt, the program in /opt/kiosk, /etc/kiosk/config.yaml, the user kiosk, and its"
    echo "data in /var/lib/kiosk. With Python there, --dry-run says it step by step. Nothing was changed."
    exit 0
  fi
  echo "Installing Python, which the installer is written in."
  export DEBIAN_FRONTEND=noninteractive
  apt-get -q -o DPkg::Lock::Timeout=300 update >/dev/null &&
    apt-get -y -q -o DPkg::Lock::Timeout=300 install --no-install-recommends python3 python3-venv >/dev/null ||
    stop "Python could not be installed; apt says why above. Is the machine connected, or the archive made with --debs?"
  python=/usr/bin/python3
}

export PATH=$PATH:/usr/sbin:/sbin
codename=
