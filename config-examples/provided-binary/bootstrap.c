// A function for the `provided` runtimes, as a C programmer may write one: it speaks the Lambda Runtime API itself and
// knows nothing of a supervisor. Answers {"hello":EVENT}.
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

static FILE *in, *out;

static void dial(void) {
  char host[256];
  snprintf(host, sizeof host, "%s", getenv("AWS_LAMBDA_RUNTIME_API"));
  char *port = strrchr(host, ':');
  if (!port) exit(2);
  *port++ = 0;
  struct addrinfo wanted = {.ai_socktype = SOCK_STREAM}, *to;
  if (getaddrinfo(host, port, &wanted, &to) != 0) exit(2);
  int channel = socket(to->ai_family, to->ai_socktype, 0);
  if (connect(channel, to->ai_addr, to->ai_addrlen) != 0) exit(2);
  in = fdopen(channel, "r");
  out = fdopen(dup(channel), "w");
}

// Reads a response: its body, which the caller frees, and the id of the event that it is, if it is one.
static char *hear(size_t *length, char id[256]) {
  char line[65536];
  *length = 0;
  while (fgets(line, sizeof line, in) && strcmp(line, "\r\n") != 0) {
    if (strncasecmp(line, "content-length:", 15) == 0) *length = strtoul(line + 15, 0, 10);
    sscanf(line, "%*[Ll]ambda-%*[Rr]untime-%*[Aa]ws-%*[Rr]equest-%*[Ii]d: %255s", id);
  }
  if (feof(in)) exit(1);
  char *body = malloc(*length + 1);
  if (fread(body, 1, *length, in) != *length) exit(1);
  return body;
}

int main(void) {
  dial();
  for (;;) {
    char id[256] = "";
    size_t length, answered;
    fprintf(out, "GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\nHost: runtime\r\n\r\n");
    fflush(out);
    char *event = hear(&length, id);
    printf("saying hello\n");
    fflush(stdout);
    fprintf(out, "POST /2018-06-01/runtime/invocation/%s/response HTTP/1.1\r\nHost: runtime\r\n", id);
    fprintf(out, "Content-Length: %zu\r\n\r\n{\"hello\":", length + 10);
    fwrite(event, 1, length, out);
    fprintf(out, "}");
    fflush(out);
    free(event);
    free(hear(&answered, id));
  }
}
