/* A middleware in C that does nothing: `continue` to both hooks. Build: cc -O2 -o worker worker.c.
 * With the argument `noBody` it wants no bodies. */
#include <arpa/inet.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { ROOM = 8 * 1024 * 1024 };
static char in[ROOM];

static void take(size_t length) {
    size_t got = 0;
    while (got < length) {
        ssize_t more = read(0, in + got, length - got);
        if (more <= 0) exit(0);
        got += (size_t) more;
    }
}

static void answer(const char *header) {
    char frame[512];
    uint32_t lengths[2] = {htonl((uint32_t) strlen(header)), 0};
    memcpy(frame, lengths, 8);
    memcpy(frame + 8, header, strlen(header));
    if (write(1, frame, 8 + strlen(header)) < 0) exit(1);
}

int main(int count, char **arguments) {
    int none = count > 1 && strcmp(arguments[1], "noBody") == 0;
    answer(none ? "{\"type\":\"ready\",\"protocol\":1,\"hooks\":[\"before\",\"after\"],\"noBody\":[\"before\",\"after\"]}"
                : "{\"type\":\"ready\",\"protocol\":1,\"hooks\":[\"before\",\"after\"]}");
    for (;;) {
        uint32_t lengths[2];
        take(8);
        memcpy(lengths, in, 8);
        uint32_t header = ntohl(lengths[0]), body = ntohl(lengths[1]);
        take((size_t) header);
        in[header] = 0;
        char text[128] = "";
        if (strstr(in, "\"type\":\"shutdown\"")) return 0;
        char *id = strstr(in, "\"id\":");
        if (id && strstr(in, "\"type\":\"invoke\""))
            snprintf(text, sizeof text, "{\"type\":\"result\",\"id\":%lu,\"action\":\"continue\"}", strtoul(id + 5, NULL, 10));
        take((size_t) body);
        if (text[0]) answer(text);
    }
}
