/* A sidecar that is ready at once: listens on the port that it is given, and writes a line to the descriptor that may come
 * behind it, as services of s6 do to say that they are ready. Build: cc -O2 -o sidecar sidecar.c. */
#include <arpa/inet.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

int main(int count, char **arguments) {
    if (count < 2) return 2;
    struct sockaddr_in here = {.sin_family = AF_INET, .sin_port = htons((unsigned short) atoi(arguments[1]))};
    here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fd = socket(AF_INET, SOCK_STREAM, 0), on = 1;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(fd, (struct sockaddr *) &here, sizeof here) || listen(fd, 16)) return 1;
    if (count > 2 && write(atoi(arguments[2]), "\n", 1) != 1) return 1;
    for (;;) close(accept(fd, NULL, NULL));
}
