<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>KeysLine</name>
    <message numerus="yes">
        <source>%n member(s) open this store.</source>
        <translation>
            <numerusform>One member opens this store.</numerusform>
            <numerusform>%n members open this store.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them administer(s) it.</source>
        <translation>
            <numerusform>One of them administers it.</numerusform>
            <numerusform>%n of them administer it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NewPassphrase</name>
    <message numerus="yes">
        <source>At least %n character(s); several words work well.</source>
        <translation>
            <numerusform>At least %n character; several words work well.</numerusform>
            <numerusform>At least %n characters; several words work well.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more character(s) needed.</source>
        <translation>
            <numerusform>%n more character needed.</numerusform>
            <numerusform>%n more characters needed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SignalsScreen</name>
    <message numerus="yes">
        <source>%n signal(s) recorded. Next comes the data check.</source>
        <translation>
            <numerusform>%n signal recorded. Next comes the data check.</numerusform>
            <numerusform>%n signals recorded. Next comes the data check.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Status</name>
    <message numerus="yes">
        <source>%n role(s)</source>
        <translation>
            <numerusform>%n role</numerusform>
            <numerusform>%n roles</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Suppression</name>
    <message numerus="yes">
        <source>%n value(s) hidden for confidentiality (*).</source>
        <translation>
            <numerusform>%n value hidden for confidentiality (*).</numerusform>
            <numerusform>%n values hidden for confidentiality (*).</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Workplace</name>
    <message numerus="yes">
        <source>%n draft(s) kept and not recorded yet.</source>
        <translation>
            <numerusform>One draft is kept and not recorded yet.</numerusform>
            <numerusform>%n drafts are kept and not recorded yet.</numerusform>
        </translation>
    </message>
</context>
</TS>
