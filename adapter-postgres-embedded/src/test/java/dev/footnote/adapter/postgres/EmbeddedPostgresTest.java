package dev.footnote.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {

    @TempDir
    static Path programs;

    @TempDir
    Path home;

    private EmbeddedPostgres postgres;

    @BeforeAll
    static void unpackOnce() throws IOException {
        Binaries.of(System.getProperty("os.name"), System.getProperty("os.arch"))
                .unpackInto(programs);
    }

    @BeforeEach
    void useUnpackedPrograms() throws IOException {
        String name = "postgres-" + Binaries.VERSION;
        Files.createSymbolicLink(home.resolve(name), programs.resolve(name));
    }

    @AfterEach
    void stop() {
        if (postgres != null) {
            postgres.close();
        }
    }

    @Test
    void keepsRowsOverARestart() throws SQLException {
        postgres = EmbeddedPostgres.start(home);
        execute("create table note (text text)");
        execute("insert into note values ('kept')");
        postgres.close();

        postgres = EmbeddedPostgres.start(home);

        assertThat(query("select text from note")).isEqualTo("kept");
    }

    @Test
    void isDurableAndHidesItsPassword() throws SQLException, IOException {
        postgres = EmbeddedPostgres.start(home);

        assertThat(query("show fsync")).isEqualTo("on");
        assertThat(query("show synchronous_commit")).isEqualTo("on");
        assertThat(query("show data_checksums")).isEqualTo("on");
        assertThat(query("select datlocale from pg_database where datname = 'postgres'"))
                .isEqualTo("C.UTF-8");
        assertThat(postgres.toString()).doesNotContain(postgres.password());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("postgres-password"))))
                .isEqualTo("rw-------");
    }

    @Test
    void comesBackOnItsPortAfterItWasKilled() throws Exception {
        postgres = EmbeddedPostgres.start(home);
        execute("create table note (text text)");
        execute("insert into note values ('kept')");
        String url = postgres.jdbcUrl();

        killServer();

        assertThat(queryWithin(Duration.ofSeconds(60), "select text from note")).isEqualTo("kept");
        assertThat(postgres.jdbcUrl()).isEqualTo(url);
    }

    @Test
    void takesOverFromAProgramThatWasKilled() throws Exception {
        var program = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledProgram.class.getName(),
                        home.toString())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("program.log").toFile())
                .start();
        assertThat(program.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(home.resolve("program.log")).content().doesNotContain("Exception");
        assertThat(ProcessHandle.of(serverPid()))
                .hasValueSatisfying(left -> assertThat(left.isAlive()).isTrue());

        postgres = EmbeddedPostgres.start(home);

        assertThat(query("select text from note")).isEqualTo("kept");
    }

    @Test
    void leavesTheDatabaseToWhoeverStartsItNext() throws Exception {
        var earlier = EmbeddedPostgres.start(home);

        postgres = EmbeddedPostgres.start(home);
        earlier.close();

        assertThat(query("select 'here'")).isEqualTo("here");
    }

    @Test
    void startsThoughItsNumberBelongsToAnotherProgramNow() throws Exception {
        postgres = EmbeddedPostgres.start(home);
        postgres.close();
        Files.writeString(
                home.resolve("data/postmaster.pid"),
                "%d%n%s%n".formatted(ProcessHandle.current().pid(), home.resolve("data")));

        postgres = EmbeddedPostgres.start(home);

        assertThat(query("select 'here'")).isEqualTo("here");
    }

    @Test
    void createsDatabasesBesideItsOwn() throws SQLException {
        postgres = EmbeddedPostgres.start(home);

        String url = postgres.createDatabase("beside_1");

        try (var connection = DriverManager.getConnection(url, postgres.user(), postgres.password())) {
            assertThat(connection.getCatalog()).isEqualTo("beside_1");
        }
        assertThatIllegalArgumentException().isThrownBy(() -> postgres.createDatabase("no\"name"));
    }

    @Test
    void stopsWithinTenSecondsThoughAClientIsConnected() throws Exception {
        postgres = EmbeddedPostgres.start(home);
        ProcessHandle server = ProcessHandle.of(serverPid()).orElseThrow();

        try (var connection = DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password())) {
            long begin = System.nanoTime();
            postgres.close();

            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
            assertThat(connection.isValid(1)).isFalse();
        }
        assertThat(server.isAlive()).isFalse();
        assertThat(new File(home.toFile(), "data/postmaster.pid")).doesNotExist();
    }

    private void killServer() throws Exception {
        ProcessHandle server = ProcessHandle.of(serverPid()).orElseThrow();
        server.destroyForcibly();
        server.onExit().get(10, TimeUnit.SECONDS);
    }

    private long serverPid() throws IOException {
        return Long.parseLong(Files.readAllLines(home.resolve("data/postmaster.pid"))
                .getFirst()
                .strip());
    }

    private void execute(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String query(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : "";
        }
    }

    private String queryWithin(Duration limit, String sql) throws Exception {
        long end = System.nanoTime() + limit.toNanos();
        while (true) {
            try {
                return query(sql);
            } catch (SQLException notYet) {
                if (System.nanoTime() - end > 0) {
                    throw notYet;
                }
                Thread.onSpinWait();
            }
        }
    }
}
