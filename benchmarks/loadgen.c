/* Echo load: keeps one 64-byte message in flight on each connection and prints round trips per second.
 * loadgen PORT CONNECTIONS SECONDS */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define SIZE 64

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec * 1e-9;
}

int main(int argc, char **argv) {
    if (argc != 4) {
        fprintf(stderr, "usage: loadgen PORT CONNECTIONS SECONDS\n");
        return 2;
    }
    int connections = atoi(argv[2]), epoll = epoll_create1(0), one = 1;
    double seconds = atof(argv[3]);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(atoi(argv[1])), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    char message[SIZE], buffer[SIZE];
    int *received = calloc(65536, sizeof *received);
    memset(message, 'x', SIZE);
    for (int i = 0; i < connections; i++) {
        int fd = socket(AF_INET, SOCK_STREAM, 0);
        if (fd < 0 || connect(fd, (struct sockaddr *)&address, sizeof address) < 0) {
            perror("connect");
            return 1;
        }
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        fcntl(fd, F_SETFL, O_NONBLOCK);
        struct epoll_event event = {.events = EPOLLIN, .data.fd = fd};
        epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
        if (write(fd, message, SIZE) != SIZE) {
            perror("write");
            return 1;
        }
    }
    long trips = 0, counted = 0;
    double start = now(), warm = start + 0.5, end = warm + seconds, begun = 0;
    for (double t = start; t < end; t = now()) {
        struct epoll_event events[256];
        int n = epoll_wait(epoll, events, 256, 1000);
        if (!begun && t >= warm) {
            begun = t;
            counted = trips;
        }
        for (int i = 0; i < n; i++) {
            int fd = events[i].data.fd;
            ssize_t got = read(fd, buffer, SIZE - received[fd]);
            if (got <= 0) {
                if (got < 0 && errno == EAGAIN) continue;
                fprintf(stderr, "the server closed a connection\n");
                return 1;
            }
            received[fd] += got;
            if (received[fd] == SIZE) {
                received[fd] = 0;
                trips++;
                if (write(fd, message, SIZE) != SIZE) {
                    perror("write");
                    return 1;
                }
            }
        }
    }
    printf("%.0f ops/s\n", (trips - counted) / (now() - begun));
    return 0;
}
