package dev.footnote.adapter.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL of our own, which runs as a child process on a port of this machine that is not seen from outside.
 *
 * <p>What it has confirmed is on the disk. If the server dies it is started again on the same port; a connection that
 * was open then is lost. If this process is killed the server lives on until the next {@link #start} on its folder.
 *
 * <p>Safe for use by several threads at once.
 */
public final class EmbeddedPostgres implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgres.class);

    /** How long a server that ends at once is started again, for instance while its predecessor is still dying. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /** How long a server may recover, after which something else must be wrong. */
    private static final Duration RECOVERY = Duration.ofMinutes(5);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(20);

    private final Cluster cluster;
    private final int port;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final ReentrantLock changing = new ReentrantLock();
    private volatile Process server;

    private EmbeddedPostgres(Cluster cluster, int port, Process server) {
        this.cluster = cluster;
        this.port = port;
        this.server = server;
    }

    /**
     * Starts the database in {@code home} and returns when it answers; the first time this takes some seconds.
     *
     * <p>The folder must belong to this process alone: a server that works there is taken for a left-over and stopped.
     *
     * @param home where the programs, the data and the password are kept; created if it does not exist
     * @throws PostgresFailure if no PostgreSQL is shipped for this platform, or it cannot be set up or started
     */
    public static EmbeddedPostgres start(Path home) {
        var binaries = Binaries.of(System.getProperty("os.name"), System.getProperty("os.arch"));
        try {
            var cluster = Cluster.open(home.toAbsolutePath().normalize(), binaries);
            EmbeddedPostgres started = launch(cluster);
            Thread.ofPlatform().daemon().name("postgres-watch").start(started::watch);
            log.info("PostgreSQL {} answers on port {}", Binaries.VERSION, started.port);
            return started;
        } catch (IOException e) {
            throw new PostgresFailure("PostgreSQL could not be started in " + home, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PostgresFailure("interrupted while PostgreSQL was starting", e);
        }
    }

    /** {@return where to connect with {@link #user()} and {@link #password()}; the same for the life of this object} */
    public String jdbcUrl() {
        return jdbcUrl(port, "postgres");
    }

    /** {@return who may do everything in this database} */
    public String user() {
        return Cluster.USER;
    }

    /** {@return the password of {@link #user()}, made up when the database was created} */
    public String password() {
        return cluster.password();
    }

    /**
     * Creates an empty database beside the one of {@link #jdbcUrl()}.
     *
     * @param name lower-case letters, digits and underscores, at most 63, a letter first
     * @return where to connect to it, with the same user and password
     * @throws PostgresFailure if it exists already
     */
    public String createDatabase(String name) {
        if (!name.matches("[a-z][a-z0-9_]{0,62}")) {
            throw new IllegalArgumentException(
                    "name is %s, must be lower-case letters, digits and underscores".formatted(name));
        }
        try (Connection connection = connect(cluster, port);
                Statement statement = connection.createStatement()) {
            statement.execute("create database \"%s\"".formatted(name)); // a name cannot be a parameter
        } catch (SQLException e) {
            throw new PostgresFailure("database %s could not be created".formatted(name), e);
        }
        return jdbcUrl(port, name);
    }

    /** Disconnects all clients and stops the server within ten seconds; does nothing the second time. */
    @Override
    public void close() {
        changing.lock();
        try {
            if (closing.getCount() == 0) {
                return;
            }
            closing.countDown();
            if (server.isAlive()) {
                cluster.stop(server.toHandle());
            }
            log.info("PostgreSQL on port {} stopped", port);
        } catch (IOException e) {
            throw new PostgresFailure("PostgreSQL could not be stopped", e);
        } finally {
            changing.unlock();
        }
    }

    @Override
    public String toString() {
        return "EmbeddedPostgres[%s, user=%s, password=***]".formatted(jdbcUrl(), user());
    }

    private static EmbeddedPostgres launch(Cluster cluster) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        do {
            int port = freePort(); // another each time, as somebody may take it before the server does
            Process server = cluster.launch(port);
            if (answers(cluster, server, port)) {
                return new EmbeddedPostgres(cluster, port, server);
            }
            TimeUnit.MILLISECONDS.sleep(200);
        } while (System.nanoTime() - end < 0);
        throw new PostgresFailure("PostgreSQL does not start, see " + cluster.log(), null);
    }

    /** Waits until {@code server} takes connections; {@code false} if it ended instead. */
    private static boolean answers(Cluster cluster, Process server, int port) throws InterruptedException {
        long end = System.nanoTime() + RECOVERY.toNanos();
        boolean answered = false;
        try {
            while (!answered && server.isAlive()) {
                try (Connection connection = connect(cluster, port)) {
                    answered = connection.isValid(5);
                } catch (SQLException e) {
                    boolean refused = String.valueOf(e.getSQLState()).startsWith("28");
                    if (refused || System.nanoTime() - end > 0) {
                        throw new PostgresFailure("PostgreSQL does not let us in, see " + cluster.log(), e);
                    }
                    server.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS);
                }
            }
            return answered;
        } finally {
            if (!answered) {
                server.destroyForcibly();
            }
        }
    }

    private void watch() {
        try {
            while (true) {
                Process watched = server;
                int code = watched.waitFor();
                if (closing.getCount() == 0) {
                    return;
                }
                if (!cluster.isOurs()) {
                    log.warn("Another process took over the database of port {}; not starting it again", port);
                    return;
                }
                log.warn("PostgreSQL (pid {}) ended with code {}; starting it again", watched.pid(), code);
                revive();
            }
        } catch (InterruptedException | IOException e) {
            log.error("PostgreSQL on port {} is no longer watched", port, e);
        }
    }

    private void revive() throws InterruptedException {
        Duration pause = POLL;
        while (!closing.await(pause.toMillis(), TimeUnit.MILLISECONDS) && !restart()) {
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    private boolean restart() throws InterruptedException {
        try {
            Process next;
            changing.lock();
            try {
                if (closing.getCount() == 0) {
                    return false;
                }
                next = cluster.launch(port);
                server = next;
            } finally {
                changing.unlock();
            }
            boolean answers = answers(cluster, next, port);
            log.warn("PostgreSQL on port {} {}", port, answers ? "answers again" : "ended again");
            return answers;
        } catch (IOException | PostgresFailure e) {
            log.error("PostgreSQL on port {} could not be started again; still trying", port, e);
            return false;
        }
    }

    private static Connection connect(Cluster cluster, int port) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", Cluster.USER);
        properties.setProperty("password", cluster.password());
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("loginTimeout", "10");
        return DriverManager.getConnection(jdbcUrl(port, "postgres"), properties);
    }

    private static String jdbcUrl(int port, String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            return socket.getLocalPort();
        }
    }
}
