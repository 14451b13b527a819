package io.tickwire.server.cli;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.IntConsumer;

/**
 * One signal of the operating system, handled in place of what the JVM does. The JDK has {@code sun.misc.Signal} for it
 * in its module jdk.unsupported, which the compiler warns of in a way that can't be turned off; hence by reflection.
 */
final class ProcessSignal {
    private final Method handle;
    private final Object signal;
    private final Object before;

    private ProcessSignal(Method handle, Object signal, Object before) {
        this.handle = handle;
        this.signal = signal;
        this.before = before;
    }

    /**
     * Handle a signal from now on.
     *
     * @param name    without SIG
     * @param handler gets its number, on a thread of the JVM's
     * @throws IllegalStateException if the JVM does not let us, as with -Xrs
     */
    static ProcessSignal on(String name, IntConsumer handler) {
        try {
            final Class<?> type = Class.forName("sun.misc.Signal");
            final Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            final Method number = type.getMethod("getNumber");
            final Object proxy = Proxy.newProxyInstance(ProcessSignal.class.getClassLoader(),
                new Class<?>[]{handlerType}, (self, method, arguments) -> {
                    if ("handle".equals(method.getName())) {
                        handler.accept((int) number.invoke(arguments[0]));
                        return null;
                    }
                    return "hashCode".equals(method.getName()) ? (Object) System.identityHashCode(self)
                        : "equals".equals(method.getName()) ? (Object) (self == arguments[0]) : name;
                });
            final Method handle = type.getMethod("handle", type, handlerType);
            final Object signal = type.getConstructor(String.class).newInstance(name);
            return new ProcessSignal(handle, signal, handle.invoke(null, signal, proxy));
        } catch (final ReflectiveOperationException e) {
            throw new IllegalStateException("SIG" + name + " can't be handled; start Java without -Xrs", e);
        }
    }

    /** Do again what was done before. */
    void restore() {
        try {
            handle.invoke(null, signal, before);
        } catch (final ReflectiveOperationException e) {
            throw new IllegalStateException("the signal can't be given back", e);
        }
    }
}
