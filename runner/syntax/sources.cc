#include <algorithm>

#include "runner/syntax/diagnostic.h"

namespace rehearse {

FileId Sources::add(std::string path, std::string text) {
  auto source = std::make_unique<Source>();
  source->path = std::move(path);
  source->text = std::move(text);
  source->starts.push_back(0);
  for (std::size_t at = source->text.find('\n'); at != std::string::npos;
       at = source->text.find('\n', at + 1))
    source->starts.push_back(at + 1);
  sources_.push_back(std::move(source));
  return FileId(sources_.size() - 1);
}

const std::string& Sources::path(FileId file) const { return sources_.at(file.index())->path; }

const std::string& Sources::text(FileId file) const { return sources_.at(file.index())->text; }

std::string_view Sources::line(FileId file, int number) const {
  const Source& source = *sources_.at(file.index());
  if (number < 1 || static_cast<std::size_t>(number) > source.starts.size()) return {};
  const auto index = static_cast<std::size_t>(number - 1);
  const std::size_t begin = source.starts[index];
  const std::size_t end =
      index + 1 < source.starts.size() ? source.starts[index + 1] - 1 : source.text.size();
  std::string_view line = std::string_view(source.text).substr(begin, end - begin);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

}  // namespace rehearse
