#include "runner/cli/files.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace rehearse {
namespace {

namespace fs = std::filesystem;

class FindFiles : public testing::Test {
 protected:
  FindFiles() : root_(fs::path(testing::TempDir()) / ("files_" + std::to_string(::getpid()))) {
    fs::create_directories(root_);
  }
  ~FindFiles() override { fs::remove_all(root_); }
  void write(const std::string& name) {
    fs::create_directories((root_ / name).parent_path());
    std::ofstream(root_ / name) << "scenario: x\n";
  }
  std::vector<std::string> names(const std::vector<std::string>& paths) {
    std::vector<std::string> full, found;
    for (const auto& path : paths) full.push_back((root_ / path).string());
    for (const auto& path : find_files(full).paths)
      found.push_back(fs::path(path).lexically_relative(root_).string());
    return found;
  }
  fs::path root_;
};

using Names = std::vector<std::string>;

TEST_F(FindFiles, OfADirectoryAreAllYamlBelowItInOrder) {
  for (const char* name : {"b.yaml", "a.yml", "c.txt", "sub/deep/d.yaml"}) write(name);
  EXPECT_EQ(names({""}), (Names{"a.yml", "b.yaml", "sub/deep/d.yaml"}));
}

TEST_F(FindFiles, HiddenOnesAreLeftAlone) {
  for (const char* name : {".a.yaml", ".git/b.yaml", "c.yaml"}) write(name);
  EXPECT_EQ(names({""}), Names{"c.yaml"});
}

TEST_F(FindFiles, AFileNamedTwiceIsReadOnce) {
  write("a.yaml");
  EXPECT_EQ(names({"a.yaml", "", "./a.yaml"}), Names{"a.yaml"});
}

TEST_F(FindFiles, WhatDoesNotExistIsTakenAsItIs) { EXPECT_EQ(names({"missing"}), Names{"missing"}); }

TEST_F(FindFiles, ALinkThatLeadsBackIsNotFollowed) {
  write("sub/a.yaml");
  fs::create_directory_symlink(root_, root_ / "sub" / "back");
  EXPECT_EQ(names({""}), Names{"sub/a.yaml"});
}

}  // namespace
}  // namespace rehearse
