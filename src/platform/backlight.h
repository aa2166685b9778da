#pragma once
/* The panel's brightness, where the system lets us write it; elsewhere nothing happens. Main thread. */
#include <stdbool.h>

/* Below `folder` (the system's is /sys/class/backlight) all panels are turned down to a tenth, or back to
 * what they were. Whether any was. */
bool backlight_dim(const char *folder, bool);
