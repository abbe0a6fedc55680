/* assets.h - the parts of a page that the program holds: made from page/ by
 * scripts/embed_assets.sh when it is built. */
#ifndef CLI_ASSETS_H
#define CLI_ASSETS_H

#include <stddef.h>

struct asset {
    const unsigned char *bytes;
    size_t n;
};

extern const struct asset assets_html, assets_style, assets_script; /* page/whatif.* */

/* build/wasm/madosim.wasm; n = 0 in a program that was built where it could not be made. */
extern const struct asset assets_engine;

#endif
