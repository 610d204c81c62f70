#pragma once
struct Event {
};
