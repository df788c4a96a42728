# What the programs in this folder share: sourced by them, after they have set here, name, and
# program: what the names of their programs in the folders begin with.

root=$(dirname "$here")
stamp=$here/runner/target/built

say() { printf '%s: %s\n' "$name" "$*" >&2; }
die() { say "$@"; exit 2; }

# Sets JAVA to the newest JDK of the machine, so that all clients have the same; JAVA_HOME says otherwise.
find_jdk() {
  newest=0
  for home in ${JAVA_HOME:-/usr/lib/jvm/* /opt/java/* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home}; do
    version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$home/release" 2>/dev/null)
    if [ -x "$home/bin/java" ] && [ "${version:-0}" -gt "$newest" ]; then newest=$version jdk=$home; fi
  done
  [ "$newest" -ge 21 ] || die "no JDK 21 or newer in JAVA_HOME or in the usual folders"
  JAVA=$jdk/bin/java
  export JAVA
}

# Makes the file named by this variable one that is found from everywhere: programs run in their own folders.
full_path() {
  eval "file=\${$1:-/}"
  case $file in
    /*) ;;
    *) eval "$1=\$(pwd -P)/\$file && export $1" ;;
  esac
}

# Builds every module here, the command line, and what they need, where anything is newer than the last build.
build_stale() {
  modules=,cli
  for pom in "$here"/*/pom.xml; do modules=$modules,compare/$(basename "$(dirname "$pom")"); done
  if [ ! -f "$stamp" ] || [ -n "$(cd "$root" && find pom.xml conformance sdk/pom.xml sdk/src/main server/pom.xml \
    server/src/main cli/pom.xml cli/src/main compare/pom.xml compare/*/pom.xml compare/*/src -newer "$stamp" \
    -print 2>/dev/null | head -n 1)" ]; then
    say "building"
    (cd "$root" && JAVA_HOME=$jdk mvn -B -q -Pcompare -Dmaven.test.skip -pl "${modules#,}" -am package) </dev/null >&2 ||
      die "the build failed"
    touch "$stamp"
  fi
}

# Installs what the programs written in TypeScript need.
install_packages() {
  for lock in "$here"/*/package-lock.json; do
    folder=$(dirname "$lock")
    ls "$folder/$program"* >/dev/null 2>&1 || continue
    [ "$folder/node_modules/.package-lock.json" -nt "$lock" ] && continue
    command -v npm >/dev/null || { say "no npm: $(basename "$folder") is left out"; continue; }
    (cd "$folder" && npm ci --ignore-scripts --silent) </dev/null >&2 ||
      say "npm ci failed: $(basename "$folder") is left out"
  done
}

# Builds what is stale and becomes the runner's main class of this name, in this folder.
run() {
  find_jdk
  build_stale
  install_packages
  cd "$here" || exit 2
  class=io.github.openrouterjava.compare.$1
  shift
  exec "$JAVA" -cp "runner/target/classes:$(cat runner/target/classpath)" "$class" "$@"
}
