# Run by tests/booted.py as the first process of new namespaces: makes a machine of overlays, then becomes systemd.
# Of the machine outside nothing can be written to; what is not read-only here is in memory.
set -eu

mount --make-rprivate /
# mount_setattr: every mount becomes read-only, recursively.
"$PYTHON" -c '
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
if libc.syscall(442, -100, b"/", 0x8000, (ctypes.c_uint64 * 4)(1, 0, 0, 0), 32):
    raise OSError(ctypes.get_errno(), "mount_setattr")
'
mount -t proc proc /proc
mount --bind /proc/sys /proc/sys
mount -o remount,bind,ro /proc/sys
mount -t tmpfs tmpfs /run
mkdir -p /run/lock /run/over /run/units /run/release/assets /run/given /run/packages
# They may lie where nothing of the machine outside is seen in here, in /tmp or in a home.
mount --bind "$PACKAGES" /run/packages
cp -r "$ROOT/kiosk" "$ROOT/deploy" /run/release/
cp -r "$ROOT/assets/fonts" /run/release/assets/
cp -r "$FOLDER/." /run/given/
mount -t tmpfs tmpfs /tmp
chmod 1777 /tmp
mount -t tmpfs tmpfs /dev/shm
for place in etc var opt; do
  mkdir -p /run/over/$place.up /run/over/$place.work
  over="lowerdir=/$place,upperdir=/run/over/$place.up,workdir=/run/over/$place.work"
  mount -t overlay overlay -o "$over" /$place
done

# The first systemd that these tests started emptied the /tmp of the machine outside.
for place in / /usr /root /home /srv /mnt /run/packages; do
  if touch "$place/kiosk-tests-probe" 2>/dev/null; then
    echo "$place can be written to: no systemd is started here"
    exit 1
  fi
done
[ -z "$(ls -A /tmp)" ] || { echo "/tmp is not ours: no systemd is started here"; exit 1; }

umount -R /sys/fs/cgroup 2>/dev/null || true
mount -t cgroup2 cgroup2 /sys/fs/cgroup
getent passwd kiosk >/dev/null ||
  useradd --system --user-group --home-dir /var/lib/kiosk --no-create-home kiosk

release=/opt/kiosk/releases/tested
mkdir -p /etc/kiosk $release/.venv/bin
cp -r /run/release/. $release/
cp /run/given/kiosk $release/.venv/bin/kiosk
ln -s releases/tested /opt/kiosk/current
cp -r /run/given/etc/. /etc/kiosk/
cp -r /run/given/units/. /run/units/
install -d -m 750 /var/lib/kiosk
cp -r /run/given/data/. /var/lib/kiosk/
chown -R kiosk:kiosk /var/lib/kiosk

# No other units than those: nothing of Debian's can be pulled in.
exec env -i PATH="$PATH" container=tests SYSTEMD_UNIT_PATH=/run/units \
  /usr/lib/systemd/systemd --system --unit=tested.target --log-target=console --show-status=no
