/* The limit: a runtime in C that returns its event, over one raw keep-alive socket. Speaks just enough HTTP for that.
 * Build: cc -O2 -o loop loop.c. Reads AWS_LAMBDA_RUNTIME_API, 127.0.0.1:PORT. */
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

enum { ROOM = 8 * 1024 * 1024 };
static char in[ROOM], out[ROOM + 1024];

static void fail(const char *what) {
    perror(what);
    exit(1);
}

static void send_all(int fd, const char *bytes, size_t length) {
    while (length > 0) {
        ssize_t sent = write(fd, bytes, length);
        if (sent <= 0) fail("write");
        bytes += sent;
        length -= (size_t) sent;
    }
}

/* Reads one response; gives the length of its body, which *body points to. */
static size_t receive(int fd, char **body) {
    size_t got = 0;
    char *end = NULL;
    while (end == NULL) {
        ssize_t more = read(fd, in + got, ROOM - 1 - got);
        if (more <= 0) fail("read");
        got += (size_t) more;
        in[got] = 0;
        end = strstr(in, "\r\n\r\n");
    }
    *body = end + 4;
    char *header = strcasestr(in, "\ncontent-length:");
    size_t length = header && header < end ? strtoul(header + 16, NULL, 10) : 0;
    size_t whole = (size_t) (*body - in) + length;
    while (got < whole) {
        ssize_t more = read(fd, in + got, ROOM - 1 - got);
        if (more <= 0) fail("read");
        got += (size_t) more;
    }
    return length;
}

static char api[64], id[128];

/* Connects to the platform. */
static int dial(void) {
    const char *named = getenv("AWS_LAMBDA_RUNTIME_API");
    snprintf(api, sizeof api, "%s", named ? named : "");
    char *colon = strchr(api, ':');
    if (!colon) fail("AWS_LAMBDA_RUNTIME_API");
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t) atoi(colon + 1))};
    *colon = 0;
    inet_pton(AF_INET, api, &to.sin_addr);
    *colon = ':';
    int fd = socket(AF_INET, SOCK_STREAM, 0), on = 1;
    if (connect(fd, (struct sockaddr *) &to, sizeof to) != 0) fail("connect");
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return fd;
}

/* Asks for an event; gives its length. */
static size_t next(int fd, char **body) {
    int head = snprintf(out, 1024, "GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\nHost: %s\r\n\r\n", api);
    send_all(fd, out, (size_t) head);
    size_t length = receive(fd, body);
    char *header = strcasestr(in, "lambda-runtime-aws-request-id:");
    id[0] = 0;
    if (header) sscanf(header + 30, " %127[^\r\n]", id);
    return length;
}

static void respond(int fd, const char *body, size_t length) {
    int head = snprintf(out, 1024,
        "POST /2018-06-01/runtime/invocation/%s/response HTTP/1.1\r\nHost: %s\r\n"
        "Content-Type: application/json\r\nContent-Length: %zu\r\n\r\n", id, api, length);
    memcpy(out + head, body, length);
    send_all(fd, out, (size_t) head + length);
    char *answer;
    receive(fd, &answer);
}

int main(void) {
    int fd = dial();
    for (;;) {
        char *body;
        size_t length = next(fd, &body);
        respond(fd, body, length);
    }
}
