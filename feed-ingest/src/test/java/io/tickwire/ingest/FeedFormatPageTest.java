package io.tickwire.ingest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(60)
class FeedFormatPageTest {
    @TempDir
    Path directory;

    @Test
    void shouldShowAnExampleThatCompiles() throws Exception {
        final String page = Files.readString(Path.of("../docs/feed-format.md"));
        final int start = page.indexOf("```java\n") + "```java\n".length();
        final Path source = directory.resolve("MyFeedHandler.java");
        Files.writeString(source, page.substring(start, page.indexOf("```", start)));
        final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        final ByteArrayOutputStream errors = new ByteArrayOutputStream();
        final int result = compiler.run(null, errors, errors, "-proc:none", "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")), "-d",
            directory.toString(), source.toString());
        assertEquals(0, result, () -> errors.toString(StandardCharsets.UTF_8));
        assertTrue(Files.exists(directory.resolve("MyFeedHandler.class")));
    }
}
