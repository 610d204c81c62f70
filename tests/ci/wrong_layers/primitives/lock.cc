#include "runner/stage/runs.h"
