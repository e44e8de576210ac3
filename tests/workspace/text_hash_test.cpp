#include "workspace/text_hash.hpp"

#include <doctest/doctest.h>

namespace plinth {
namespace {

TEST_CASE("text_hash: it is SHA-256 (FIPS 180-4, the examples of NIST)") {
  CHECK(text_hash("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(text_hash("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(text_hash("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

TEST_CASE("text_hash: CR LF counts as LF, a lone CR does not") {
  CHECK(text_hash("a\r\nb\r\n") == text_hash("a\nb\n"));
  CHECK(text_hash("a\rb") != text_hash("a\nb"));
}

}  // namespace
}  // namespace plinth
