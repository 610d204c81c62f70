#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "runner/syntax/tree.h"

namespace rehearse {
namespace {

class ParseFile : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = testing::TempDir() + "rehearse-XXXXXX";
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
    std::filesystem::current_path(folder_);
  }
  void TearDown() override {
    std::filesystem::current_path("/");
    std::filesystem::remove_all(folder_);
  }

  static void write(const std::string& path, const std::string& text) { std::ofstream(path) << text; }

  static std::string messages(const std::string& path) {
    Sources sources;
    std::string out;
    for (const Diagnostic& diagnostic : parse_file(path, sources).diagnostics)
      out += format(diagnostic, sources, false);
    return out;
  }

 private:
  std::filesystem::path folder_;
};

TEST_F(ParseFile, ReadsAFile) {
  write("f.yaml", "a: 1\n");
  Sources sources;
  const Parsed parsed = parse_file("f.yaml", sources);
  EXPECT_TRUE(parsed.diagnostics.empty());
  EXPECT_EQ(parsed.documents.at(0).entries.at(0).key, "a");
  EXPECT_EQ(sources.path(parsed.documents[0].place.file), "f.yaml");
}

TEST_F(ParseFile, AnEmptyFileHasNoDocuments) {
  write("f.yaml", "");
  Sources sources;
  EXPECT_TRUE(parse_file("f.yaml", sources).documents.empty());
  EXPECT_EQ(messages("f.yaml"), "");
}

TEST_F(ParseFile, SaysWhatCannotBeOpened) {
  EXPECT_EQ(messages("none.yaml"), "none.yaml: error: cannot open it: No such file or directory\n");
  EXPECT_EQ(messages(""), ": error: cannot open it: No such file or directory\n");
  write("file", "");
  EXPECT_EQ(messages("file/f.yaml"), "file/f.yaml: error: cannot open it: Not a directory\n");
}

TEST_F(ParseFile, SaysThatItMayNotRead) {
  write("f.yaml", "a: 1\n");
  ::chmod("f.yaml", 0);
  ::chmod(".", 0755);
  const uid_t self = ::geteuid();
  ASSERT_EQ(::seteuid(self == 0 ? 65534 : self), 0);  // root may read everything
  const std::string said = messages("f.yaml");
  ASSERT_EQ(::seteuid(self), 0);
  EXPECT_EQ(said, "f.yaml: error: cannot open it: Permission denied\n");
}

TEST_F(ParseFile, RefusesADirectory) {
  std::filesystem::create_directory("d.yaml");
  EXPECT_EQ(messages("d.yaml"), "d.yaml: error: is a directory, not a scenario file\n");
}

TEST_F(ParseFile, RefusesADevice) {
  EXPECT_EQ(messages("/dev/zero"), "/dev/zero: error: is neither a file nor a pipe\n");
}

TEST_F(ParseFile, RefusesABinaryFile) {
  write("f.yaml", std::string("\x7f"
                              "ELF\0\0",
                              6));
  EXPECT_EQ(messages("f.yaml"), "f.yaml: error: not a text: a NUL byte at offset 4\n");
}

TEST_F(ParseFile, RefusesAHugeFileUnread) {
  write("f.yaml", "");
  std::filesystem::resize_file("f.yaml", 104'857'600);
  EXPECT_EQ(messages("f.yaml"), "f.yaml: error: is 104857600 bytes long; a scenario file may have 4 MiB\n");
}

TEST_F(ParseFile, DoesNotWaitForANamedPipeNobodyWritesTo) {
  ASSERT_EQ(::mkfifo("f.yaml", 0600), 0);
  EXPECT_EQ(messages("f.yaml"), "");
}

TEST_F(ParseFile, ReadsAPipe) {
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  ASSERT_EQ(::write(ends[1], "a: [\n", 5), 5);
  ::close(ends[1]);
  const std::string path = "/dev/fd/" + std::to_string(ends[0]);
  EXPECT_EQ(messages(path), path + ":1:4: error: this `[` is never closed\na: [\n   ^\n");
  ::close(ends[0]);
}

}  // namespace
}  // namespace rehearse
